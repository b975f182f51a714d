// Unicode names of the characters that differ in practice, and signs for invisible ones.

const NAMES = {
  0x00: "NULL",
  0x09: "CHARACTER TABULATION",
  0x0a: "LINE FEED",
  0x0d: "CARRIAGE RETURN",
  0x20: "SPACE",
  0x22: "QUOTATION MARK",
  0x2c: "COMMA",
  0x2f: "SOLIDUS",
  0x3a: "COLON",
  0x5c: "REVERSE SOLIDUS",
  0x7f: "DELETE",
  0xa0: "NO-BREAK SPACE",
  0xad: "SOFT HYPHEN",
  0xc6: "LATIN CAPITAL LETTER AE",
  0xd8: "LATIN CAPITAL LETTER O WITH STROKE",
  0xdf: "LATIN SMALL LETTER SHARP S",
  0xe6: "LATIN SMALL LETTER AE",
  0xf8: "LATIN SMALL LETTER O WITH STROKE",
  0x200b: "ZERO WIDTH SPACE",
  0x200c: "ZERO WIDTH NON-JOINER",
  0x200d: "ZERO WIDTH JOINER",
  0x200e: "LEFT-TO-RIGHT MARK",
  0x200f: "RIGHT-TO-LEFT MARK",
  0x2013: "EN DASH",
  0x2014: "EM DASH",
  0x2018: "LEFT SINGLE QUOTATION MARK",
  0x2019: "RIGHT SINGLE QUOTATION MARK",
  0x201c: "LEFT DOUBLE QUOTATION MARK",
  0x201d: "RIGHT DOUBLE QUOTATION MARK",
  0x2026: "HORIZONTAL ELLIPSIS",
  0x2028: "LINE SEPARATOR",
  0x2029: "PARAGRAPH SEPARATOR",
  0x202f: "NARROW NO-BREAK SPACE",
  0x20ac: "EURO SIGN",
  0x2116: "NUMERO SIGN",
  0xfeff: "ZERO WIDTH NO-BREAK SPACE (byte order mark)",
  0xfffd: "REPLACEMENT CHARACTER",
};

const ACCENTS = {
  0x300: "GRAVE",
  0x301: "ACUTE",
  0x302: "CIRCUMFLEX",
  0x303: "TILDE",
  0x304: "MACRON",
  0x306: "BREVE",
  0x307: "DOT ABOVE",
  0x308: "DIAERESIS",
  0x30a: "RING ABOVE",
  0x30b: "DOUBLE ACUTE",
  0x30c: "CARON",
  0x327: "CEDILLA",
  0x328: "OGONEK",
};

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\ufffd]/u;
const INVISIBLE_RUN = / +|[^\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}\ufffd]|[^\P{Zs} ]/gu;

const encoder = new TextEncoder();

/** Such as `U+00EB LATIN SMALL LETTER E WITH DIAERESIS`; `U+1F950 “🥐”` if the name is not known. */
export function nameOf(character) {
  const code = character.codePointAt(0);
  const name = NAMES[code] ?? letter(character);
  return `${codeOf(character)} ${name ?? (INVISIBLE.test(character) ? "" : `“${character}”`)}`.trim();
}

function letter(character) {
  const [base, mark, ...more] = character.normalize("NFD");
  if (!/^[a-z]$/i.test(base) || more.length > 0) return undefined;
  const plain = `LATIN ${base === base.toLowerCase() ? "SMALL" : "CAPITAL"} LETTER ${base.toUpperCase()}`;
  if (mark === undefined) return plain;
  const accent = ACCENTS[mark.codePointAt(0)];
  return accent === undefined ? undefined : `${plain} WITH ${accent}`;
}

function codeOf(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The UTF-8 of a text, such as `c3 ab`. */
export function bytesOf(text) {
  return Array.from(encoder.encode(text), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** `{ text }` as it is, or `{ text, sign }` for an invisible stretch. */
export function* visible(text) {
  let end = 0;
  for (const { 0: run, index } of text.matchAll(INVISIBLE_RUN)) {
    if (index > end) yield { text: text.slice(end, index) };
    yield { text: run, sign: signOf(run) };
    end = index + run.length;
  }
  if (end < text.length) yield { text: text.slice(end) };
}

function signOf(run) {
  if (run[0] === " ") return "·".repeat(run.length);
  return { "\t": "→", "\n": "↵", "\r": "␍" }[run] ?? codeOf(run);
}
