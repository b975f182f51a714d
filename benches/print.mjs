// JSON as CPython and as JavaScript print it, from values in which floats are told from integers. Independent of what
// is measured: the inputs and their signatures are not made by it.

/**
 * A number that is a float in Python, whatever its value. Between 1e-7 and 1e-4 the two print other digits: not here.
 */
export class Real {
  constructor(value) {
    this.value = value;
  }
}

/**
 * The styles of `print`: `json.dumps(value)`, the same with compact separators, `JSON.stringify(value)`, and spaced.
 */
export const PYTHON_SPACED = { python: true, comma: ", ", colon: ": " };
export const PYTHON = { python: true, comma: ",", colon: ":" };
export const JAVASCRIPT = { python: false, comma: ",", colon: ":" };
export const JAVASCRIPT_SPACED = { python: false, comma: ", ", colon: ": " };

export function print(value, style) {
  if (value instanceof Real) return style.python ? pythonFloat(value.value) : String(value.value);
  if (typeof value === "string") return text(value, style);
  if (Array.isArray(value)) return `[${value.map((item) => print(item, style)).join(style.comma)}]`;
  if (value === null || typeof value !== "object") return String(value);
  const members = Object.entries(value).map(([key, member]) => text(key, style) + style.colon + print(member, style));
  return `{${members.join(style.comma)}}`;
}

function text(string, { python }) {
  const quoted = JSON.stringify(string);
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return python ? quoted.replace(/[\x7f-\uffff]/g, escaped) : quoted;
}

function pythonFloat(value) {
  const digits = String(value);
  return Number.isInteger(value) ? `${digits}.0` : digits.replace(/e-(\d)$/, "e-0$1");
}
