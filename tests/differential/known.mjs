// A mistake of an engine's that is known: V8 13.6 to 15.0 (Node 24 and 26, Deno 2.9) reads a key with an escape, as the
// last one of {"a":1,"b\u0041":2}, as one with a backslash, if an object before it went on with such a key after the
// same keys, and the text of the escaped one begins with that key: "b\\", in the example.

const OPENINGS = /"(?:[^"\\]|\\.)*"|\{(\s*\})?/gsu;

/** The same text, but for a key of its own in each object: then no object is like one before. */
function unalike(text, question) {
  let objects = 0;
  return text.replace(OPENINGS, (token, empty) => {
    if (token[0] === '"') return token;
    objects += 1;
    return `{"unlike-${question}-${objects}":0${empty ?? ","}`;
  });
}

const asBefore = (printed) => printed.replace(/\{"unlike-[\d-]+":0,?/g, "{").replace(/,"unlike-[\d-]+":0/g, "");

let questions = Math.floor(Math.random() * 2 ** 32);

/** Whether an engine, asked so that it does not make that mistake, prints what was got here. */
export async function isMisreadKey({ input, wanted, got }, { version, texts }) {
  if (!version.includes("V8") || wanted === null || !wanted.includes("\\\\")) return false;
  questions += 1;
  const text = new TextDecoder().decode(typeof input === "string" ? Buffer.from(input) : input);
  const [printed] = await texts([unalike(text, questions)]);
  return printed !== null && asBefore(printed) === got;
}
