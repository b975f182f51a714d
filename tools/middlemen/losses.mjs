// How two JSON texts differ, in kinds: what a program changed that stands between sender and receiver.

/** The kinds, in the order in which the table names them. */
export const KINDS = {
  digits: "a number has another value",
  nulls: "members that are null were left out",
  members: "other members, or values of another type",
  empty: "an empty object is a list, or the other way round",
  strings: "a number is a string",
  dates: "a date is written in another way",
  notJson: "one of the texts is not JSON, or not this document",
  order: "the keys have another order",
  numbers: "a number is written in another way",
  spelling: "white space or escapes",
};

class Decimal {
  constructor(text) {
    this.text = text;
  }

  /** Sign, digits and exponent, equal for equal values. */
  get value() {
    const [, sign, integer, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/i.exec(this.text);
    const digits = (integer + fraction).replace(/^0+/, "");
    const significant = digits.replace(/0+$/, "");
    const scale = Number(exponent) - fraction.length + digits.length - significant.length;
    return `${sign}${significant}e${significant === "" ? 0 : scale}`;
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** A JSON text's value, its numbers as they are written; none if it is not JSON. */
function parse(text) {
  try {
    const tagged = text.replace(TOKEN, (token) => (token.startsWith('"') ? token : `{"#":"${token}"}`));
    return JSON.parse(tagged, (_, value) => (Object.hasOwn(value ?? {}, "#") ? new Decimal(value["#"]) : value));
  } catch {
    return undefined;
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !(value instanceof Decimal);
const isEmpty = (value) => isObject(value) && Object.keys(value).length === 0;

/** The time that a value may stand for, a number of milliseconds as well. */
const time = (value) => (value instanceof Decimal ? Number(value.text) : Date.parse(value));

function* differences(one, other, key) {
  if (isObject(one) && isObject(other) && Array.isArray(one) === Array.isArray(other)) {
    yield* members(one, other);
  } else if (isEmpty(one) && isEmpty(other)) {
    yield "empty";
  } else if (key === "created" && one !== other && time(one) === time(other)) {
    yield "dates";
  } else if (one instanceof Decimal && other instanceof Decimal) {
    if (one.value !== other.value) yield "digits";
    else if (one.text !== other.text) yield "numbers";
  } else if (
    [one, other].some((value) => value instanceof Decimal) &&
    [one, other].some((value) => typeof value === "string")
  ) {
    yield "strings";
  } else if (one !== other) {
    yield "members";
  }
}

function* members(one, other) {
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  const common = keys.filter((key) => Object.hasOwn(other, key));
  for (const [only, value] of [...keys.map((key) => [key, one]), ...others.map((key) => [key, other])]) {
    if (!common.includes(only)) yield value[only] === null ? "nulls" : "members";
  }
  if (common.some((key, index) => key !== others.filter((name) => common.includes(name))[index])) yield "order";
  for (const key of common) yield* differences(one[key], other[key], key);
}

/** The names of the kinds in which they differ. */
export function losses(one, other) {
  const [first, second] = [parse(one), parse(other)];
  if (!isObject(first) || !isObject(second)) return ["notJson"];
  const found = new Set(differences(first, second));
  const kinds = Object.keys(KINDS).filter((kind) => found.has(kind));
  return kinds.length > 0 ? kinds : ["spelling"];
}
