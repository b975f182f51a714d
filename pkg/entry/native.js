// For entries of hosts that have `node:crypto`.
import { offer } from "../host.js";

/** `shortest`: in bytes, what it hashes faster than the module; the 64 of the key are among them. */
export const useNative = (shortest) => offer(() => process.getBuiltinModule("node:crypto"), shortest);
