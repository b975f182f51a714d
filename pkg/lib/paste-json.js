// JSON texts inside a text: where they end, and where a value stands in them. A body is cut out, never printed anew.

const [QUOTE, BACKSLASH, BRACKET, BRACE] = [0x22, 0x5c, 0x5b, 0x7b];

/**
 * The index behind the JSON value that begins at `at`, or -1 if the text ends within it. It need not be valid.
 *
 * @param {string} text
 * @param {number} at
 */
export function endOf(text, at) {
  if (text[at] === '"') return endOfString(text, at);
  if (text[at] !== "{" && text[at] !== "[") {
    const plain = /[^\s,}\]]*/y;
    plain.lastIndex = at;
    return at + (plain.exec(text)?.[0].length ?? 0);
  }
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      index = endOfString(text, index) - 1;
      if (index < 0) return -1;
    } else if (code === BRACE || code === BRACKET) depth += 1;
    else if (code === BRACE + 2 || code === BRACKET + 2) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

/**
 * @param {string} text
 * @param {number} at
 */
function endOfString(text, at) {
  for (let index = at + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index + 1;
    if (code === BACKSLASH) index += 1;
  }
  return -1;
}

/**
 * The text of the value at `path` in valid JSON: of equal names the last, as parsers take it.
 *
 * @param {string} json
 * @param {readonly (string | number)[]} path
 */
export function sliceAt(json, path) {
  let slice = json.trim();
  for (const step of path) slice = childOf(slice, step);
  return slice;
}

/**
 * @param {string} json an object or an array
 * @param {string | number} step
 */
function childOf(json, step) {
  const gap = /[\s,:]*/y;
  const skip = (/** @type {number} */ at) => {
    gap.lastIndex = at;
    return at + (gap.exec(json)?.[0].length ?? 0);
  };
  let child = "null";
  let index = 0;
  for (let at = skip(1); at < json.length - 1; index += 1) {
    /** @type {string | number} */
    let name = index;
    if (json[0] === "{") {
      const end = endOf(json, at);
      name = JSON.parse(json.slice(at, end));
      at = skip(end);
    }
    const end = endOf(json, at);
    if (name === step) child = json.slice(at, end);
    at = skip(end);
  }
  return child;
}

/** @param {string} text */
export function parsed(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * An own property, or `undefined`, of whatever it is.
 *
 * @param {unknown} value
 * @param {...(string | number)} path
 * @returns {any} as foreign JSON is
 */
export function own(value, ...path) {
  let at = /** @type {any} */ (value);
  for (const name of path) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at;
}
