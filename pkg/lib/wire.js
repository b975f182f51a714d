// The spellings in which a signed event may be posted.

/** @type {{ [wire: string]: <Text extends string | Buffer>(signed: Text, event: Text) => Text | string }} */
export const wires = {
  signed: (signed) => signed,
  spaced: (signed) => spaced(signed.toString()),
  utf8: (signed) => utf8(signed.toString()),
  source: (_signed, event) => event,
};

/**
 * JSON with a space behind each comma and colon outside strings. A pattern for whole strings overflows on long ones.
 *
 * @param {string} json
 */
export function spaced(json) {
  let inString = false;
  return json.replace(/\\.|[",:]/g, (token) => {
    if (token === '"') inString = !inString;
    return inString || token === '"' ? token : `${token} `;
  });
}

/**
 * JSON without escapes beyond ASCII.
 *
 * @param {string} json
 */
export const utf8 = (json) => json.replace(/\\u(d[89ab]..\\ud[c-f]..|....)|\\[^u]/gi, unescaped);

/**
 * An escape, or the two of a pair, as a character, but for what UTF-8 cannot say or ASCII must not.
 *
 * @param {string} escapes
 */
function unescaped(escapes) {
  if (!/^\\u/.test(escapes)) return escapes;
  const text = escapes.replace(/\\u(....)/g, (_escape, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return text.replace(/[\0-\x7f]|\p{Cs}/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
