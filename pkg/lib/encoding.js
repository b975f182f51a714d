// The host's encoder and decoder of text. Jest's jsdom environment hides Node's from what runs in it.
const host = globalThis.TextEncoder ? globalThis : globalThis.process?.getBuiltinModule?.("node:util");

export const { TextDecoder, TextEncoder } = host ?? {};
