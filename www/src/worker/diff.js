// All differences between two forms of a body.
import { place } from "./position.js";

/** UTF-16 units compared from the first difference on, and of equal text shown before it. */
const WINDOW = 4_000;
const CONTEXT = 120;

/** With more edits than this, the rest is one difference. */
const MOST_EDITS = 1_000;
const MIDDLE = MOST_EDITS + 1;

/** Units that change as a whole: an escape, a number, an English word, or a character. */
const UNIT =
  /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|-?\d[\d.eE+-]*|[A-Za-z]+|./gsu;

const encoder = new TextEncoder();

/**
 * `parts` in order: `{ same }`, or `{ left, right, offset }` with the byte of the left text where it begins.
 * `start`: where the first part begins, in UTF-16 units. `after`: whether more text comes after the last one.
 */
export function diff(left, right, offset) {
  const start = Math.max(0, place(left, offset).index - CONTEXT);
  const [a, b] = [left, right].map((text) => units(text.slice(start, start + WINDOW)));
  let at = encoder.encode(left.slice(0, start)).length;
  const parts = edits(a, b).map((part) => {
    const begin = at;
    at += encoder.encode(part.same ?? part.left).length;
    return part.same === undefined ? { ...part, offset: begin } : part;
  });
  const isCut = start + WINDOW < Math.max(left.length, right.length);
  return { parts, start, after: isCut };
}

function units(text) {
  return text.match(UNIT) ?? [];
}

/** Myers' greedy algorithm: the furthest place on each diagonal, with one edit more in each round. */
function edits(a, b) {
  const rounds = [];
  const furthest = new Int32Array(2 * MOST_EDITS + 3);
  for (let round = 0; round <= MOST_EDITS; round++) {
    rounds.push(furthest.slice());
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      let x = begin(furthest, round, diagonal).x;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      furthest[MIDDLE + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return traced(a, b, rounds);
    }
  }
  return whole(a, b);
}

/** Where a round begins on a diagonal, and which one it comes from: by a unit of the right text, or of the left. */
function begin(furthest, round, diagonal) {
  const [below, above] = [furthest[MIDDLE + diagonal - 1], furthest[MIDDLE + diagonal + 1]];
  const isRight = diagonal === -round || (diagonal !== round && below < above);
  return isRight ? { x: above, from: diagonal + 1, isRight } : { x: below + 1, from: diagonal - 1, isRight };
}

/** The way back through the rounds, as parts. */
function traced(a, b, rounds) {
  const steps = [];
  let [x, y] = [a.length, b.length];
  for (let round = rounds.length - 1; round >= 0; round--) {
    const { x: beginX, from, isRight } = begin(rounds[round], round, x - y);
    const beginY = beginX - (x - y);
    while (x > beginX && y > beginY) {
      x -= 1;
      y -= 1;
      steps.push({ same: a[x] });
    }
    if (round === 0) break;
    steps.push(isRight ? { left: "", right: b[y - 1] } : { left: a[x - 1], right: "" });
    x = isRight ? beginX : beginX - 1;
    y = x - from;
  }
  return joined(steps.reverse());
}

/** White space is a separate difference: it occurs at every second place. */
function joined(steps) {
  const parts = [];
  let kind;
  for (const step of steps) {
    const previous = kind;
    kind = step.same === undefined ? /^\s+$/.test(step.left + step.right) : "same";
    const last = parts.at(-1);
    if (kind !== previous) {
      parts.push({ ...step });
    } else if (kind === "same") {
      last.same += step.same;
    } else {
      last.left += step.left;
      last.right += step.right;
    }
  }
  return parts;
}

/** Too different: the equal start, then the rest as one difference. */
function whole(a, b) {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  const parts = [{ same: a.slice(0, same).join("") }, { left: a.slice(same).join(""), right: b.slice(same).join("") }];
  return parts.filter((part) => part.same !== "");
}
