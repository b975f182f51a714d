// Why a signature does not match: for people at a desk. Its module is loaded at the first call, and by nobody else.
import * as door from "./wasm/explain.js";
import { lengthOf, plainBytes, secretBytes, textOrBytes } from "./bytes.js";
import { WebhookError, wrong } from "./errors.js";

const { parse } = JSON;

/** As large as any body that can be received. */
const LARGEST_BODY = 512 * 1024 * 1024;

const encoder = new TextEncoder();

/** How this host gets the compiled module, and what helps if it cannot. */
let source;
let started = false;

/** Entries call it once. */
export function provide(compile, remedy) {
  source = { compile, remedy };
}

export function explain(secrets, body, signature) {
  const header = signature ?? "";
  if (typeof header !== "string") throw wrong("signature", "the one value of the Heron-Signature header", signature);
  const copies = [];
  try {
    for (const secret of Array.isArray(secrets) ? [...secrets] : [secrets]) copies.push(secretBytes(secret));
    const source = textOrBytes(body);
    const isText = typeof source === "string";
    if ((isText ? source.length : lengthOf(source)) > LARGEST_BODY) throw tooLarge();
    const bytes = isText ? encoder.encode(source) : plainBytes(source, "body");
    if (bytes.length > LARGEST_BODY) throw tooLarge();
    return parse(reported(copies, bytes, isText, header));
  } finally {
    for (const copy of copies) copy.fill(0);
  }
}

/** Every call gets an instance, whose memory is overwritten afterwards: it held secrets and the body. */
function reported(...all) {
  const { memory } = instantiated();
  try {
    return door.explain(...all);
  } catch (cause) {
    throw new WebhookError("internal", `the WebAssembly module failed: ${cause}`, { cause });
  } finally {
    new Uint8Array(memory.buffer).fill(0);
  }
}

function instantiated() {
  if (started) {
    door.__wbg_reset_state();
    return door.initSync();
  }
  try {
    const exports = door.initSync({ module: source.compile() });
    started = true;
    return exports;
  } catch (cause) {
    const message = `heron-webhooks/explain could not load its WebAssembly module: ${cause.message}: ${source.remedy}`;
    throw new Error(message, { cause });
  }
}

const tooLarge = () => new WebhookError("body_too_large", `the body has more than ${LARGEST_BODY} bytes`);
