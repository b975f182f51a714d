// Deno: the module is in the code, so that it needs no permission to read a file.
import { useNative } from "./native.js";

useNative(2048);

export * from "./inline.js";
