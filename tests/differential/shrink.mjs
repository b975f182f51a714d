// Reduces a text that shows a difference to a small one that shows the same kind of difference (delta debugging, Zeller
// and Hildebrandt 2002): first whole tokens go, then elements and brackets, then characters or bytes.

/** So many texts are tried at once. */
const TRIED = 32;

/** Of so many elements each is tried alone. */
const MOST = 64;

const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[a-zA-Z]+|\s+|./gsu;

/** From the plainest on; whatever is not listed comes last. */
const PLAIN = "01a";
const rank = (character) => (PLAIN.includes(character) ? PLAIN.indexOf(character) : PLAIN.length);

/** What kind of a difference it is. */
export function kind(wanted, got) {
  if (wanted === got) return "none";
  if (got?.startsWith("threw")) return "thrown";
  if (wanted === null) return "accepted here alone";
  return got === null ? "refused here alone" : "printed otherwise";
}

/** The first of so many candidates that still differs. */
async function first(count, candidate, differs) {
  for (let at = 0; at < count; at += TRIED) {
    const tried = Array.from({ length: Math.min(TRIED, count - at) }, (_, index) => candidate(at + index));
    const found = (await differs(tried.map((units) => units.join("")))).indexOf(true);
    if (found >= 0) return { units: tried[found], at: at + found };
  }
}

/** Leaves out stretches of units, from half of them down to one. */
async function remove(units, differs) {
  let left = units;
  for (let size = Math.max(left.length >> 1, 1); ; ) {
    let removed = false;
    for (let at = 0; at < left.length; ) {
      const without = (index) => [...left.slice(0, at + index * size), ...left.slice(at + (index + 1) * size)];
      const found = await first(Math.ceil((left.length - at) / size), without, differs);
      if (!found) break;
      left = found.units;
      at += found.at * size;
      removed = true;
    }
    if (size > 1) size >>= 1;
    else if (!removed) return left;
  }
}

/** What two brackets hold, cut at its commas. */
function elements(units) {
  const parts = [[]];
  let depth = 0;
  for (const unit of units) {
    if (unit === "[" || unit === "{") depth += 1;
    if (unit === "]" || unit === "}") depth -= 1;
    if (unit === "," && depth === 0) parts.push([]);
    else parts.at(-1).push(unit);
  }
  return parts;
}

/** Leaves out elements and members, and brackets around one. */
async function unwrap(units, differs) {
  for (let left = units; ; ) {
    const open = [];
    const candidates = [];
    left.forEach((unit, at) => {
      if (unit === "[" || unit === "{") open.push(at);
      if ((unit !== "]" && unit !== "}") || open.length === 0) return;
      const start = open.pop();
      const put = (inside) => candidates.push([...left.slice(0, start), ...inside, ...left.slice(at + 1)]);
      const parts = elements(left.slice(start + 1, at));
      parts.slice(0, MOST).forEach((part, index) => {
        put(part);
        put(part.slice(part.indexOf(":") + 1));
        put(part.slice(0, Math.max(part.indexOf(":"), 0)));
        const others = parts.toSpliced(index, 1).flatMap((other, place) => (place > 0 ? [",", ...other] : other));
        put([left[start], ...others, unit]);
      });
    });
    const smaller = candidates.filter((candidate) => candidate.length < left.length);
    const found = await first(smaller.length, (index) => smaller[index], differs);
    if (!found) return left;
    left = found.units;
  }
}

/** Puts plainer characters for others. */
async function simplify(units, differs) {
  let left = units;
  for (let at = 0; at < left.length; at += 1) {
    const plainer = [...PLAIN].filter((character) => rank(character) < rank(left[at]));
    const found = await first(plainer.length, (index) => left.with(at, plainer[index]), differs);
    if (found) left = found.units;
  }
  return left;
}

/**
 * The smallest text that was found.
 * @param {string | Buffer} input
 * @param {(inputs: (string | Buffer)[]) => Promise<boolean[]>} differs whether each shows that kind of difference
 * @returns {Promise<string | Buffer>}
 */
export async function shrink(input, differs) {
  if (typeof input !== "string") {
    const asString = input.toString();
    if ((await differs([asString]))[0]) return shrink(asString, differs);
  }
  const isText = typeof input === "string";
  const shows = (texts) => differs(isText ? texts.map((text) => text.toWellFormed()) : texts.map(fromLatin1));
  let text = isText ? input : input.toString("latin1");
  for (let before; before !== text; ) {
    before = text;
    text = (await remove(text.match(TOKENS) ?? [], shows)).join("");
    text = (await unwrap(text.match(TOKENS) ?? [], shows)).join("");
    text = (await remove([...text], shows)).join("");
    text = (await simplify([...text], shows)).join("");
  }
  return isText ? text : fromLatin1(text);
}

const fromLatin1 = (text) => Buffer.from(text, "latin1");
