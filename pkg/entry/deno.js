// Deno: the module is in the code, so that it needs no permission to read a file.
import { useNodeCrypto } from "../lib/native-sha256.js";

useNodeCrypto(2048);

export * from "./inline.js";
