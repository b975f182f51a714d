// Imports that hosts and bundlers understand, declared for `tsc -p pkg`.

/** workerd gives a compiled module. (Bun, asked by `with { type: "file" }`, gives a path: its entries say so.) */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/** Vercel Edge and Next. */
declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}

/** The part of it that is used. */
declare module "cloudflare:workers" {
  export class DurableObject {
    protected readonly ctx: { readonly storage: Storage };
    alarm?(): Promise<void>;
  }

  interface Storage {
    get<T>(key: string): Promise<T | undefined>;
    put(key: string, value: unknown): Promise<void>;
    deleteAll(): Promise<void>;
    setAlarm(time: number): Promise<void>;
    deleteAlarm(): Promise<void>;
  }
}
