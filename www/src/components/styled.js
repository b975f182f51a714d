// Text as elements: JSON coloured, stretches marked, and signs on invisible characters.
import { visible } from "./characters.js";
import { el } from "./dom.js";

const TOKEN = /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null|NaN|Infinity)\b/gs;

/** `isJson`: coloured. `ranges`: `[start, end]` of what is marked, in order. `hasSigns`: on invisible characters. */
export function styled(text, { isJson = false, ranges = [], hasSigns = false } = {}) {
  const tokens = isJson ? [...jsonTokens(text)] : [];
  const cuts = [...tokens, ...ranges].flatMap(([start, end]) => [start, end]);
  const edges = [...new Set([0, ...cuts, text.length])].filter((at) => at <= text.length).sort((a, b) => a - b);
  const at = (list) => {
    let next = 0;
    return (start) => {
      while (next < list.length && list[next][1] <= start) next += 1;
      return list[next]?.[0] <= start ? list[next] : undefined;
    };
  };
  const [tokenAt, rangeAt] = [at(tokens), at(ranges)];
  const nodes = [];
  let mark = { range: undefined };
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const part = text.slice(start, edges[index + 1]);
    const content = hasSigns ? marked(part) : [part];
    const kind = tokenAt(start)?.[2];
    const shown = kind ? [el("span", { className: `json-${kind}` }, ...content)] : content;
    const range = rangeAt(start);
    if (range && range === mark.range) {
      mark.element.append(...shown);
    } else if (range) {
      mark = { range, element: el("mark", {}, ...shown) };
      nodes.push(mark.element);
    } else {
      nodes.push(...shown);
    }
  }
  return nodes;
}

function* jsonTokens(text) {
  for (const { 0: whole, 1: string, 2: colon, 3: number, index } of text.matchAll(TOKEN)) {
    const kind = string === undefined ? (number === undefined ? "word" : "number") : colon ? "key" : "string";
    yield [index, index + (string ?? whole).length, kind];
  }
}

/** The text, with a sign on each invisible character; signs are not copied. */
export function marked(text) {
  return Array.from(visible(text), ({ text: part, sign }) => {
    if (sign === undefined) return part;
    const className = sign.startsWith("U+") ? "sign sign-code" : "sign";
    return el("span", { className, data: { sign } }, part);
  });
}
