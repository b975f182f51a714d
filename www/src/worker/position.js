// Byte offsets, as the library gives them, to lines and columns, as people read them.

/** The place of the byte at `offset` in the UTF-8 of `text`: `index` in UTF-16 units, `line` and `column` from 1. */
export function place(text, offset) {
  let [index, bytes, line, column] = [0, 0, 1, 1];
  while (bytes < offset && index < text.length) {
    const code = text.codePointAt(index);
    bytes += utf8Length(code);
    index += code > 0xffff ? 2 : 1;
    if (code === 0x0a) {
      line += 1;
      column = 1;
    } else {
      column += 1;
    }
  }
  return { index, offset, line, column };
}

function utf8Length(code) {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** The byte where two texts begin to differ. */
export function firstDifference(left, right) {
  let [index, bytes] = [0, 0];
  while (index < left.length && left.codePointAt(index) === right.codePointAt(index)) {
    const code = left.codePointAt(index);
    bytes += utf8Length(code);
    index += code > 0xffff ? 2 : 1;
  }
  return bytes;
}
