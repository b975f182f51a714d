// Indents a JSON text without parsing it: parsing would lose 1.0, huge integers and repeated keys.

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/gs;

/** A JSON text with two spaces for each level. */
export function format(text) {
  let [output, level, previous] = ["", 0, ""];
  const line = () => `\n${"  ".repeat(level)}`;
  for (const [token] of text.matchAll(TOKEN)) {
    const closes = token === "}" || token === "]";
    if (closes) level -= 1;
    const isEmpty = closes && (previous === "{" || previous === "[");
    const breaks = closes ? !isEmpty : previous === "," || previous === "{" || previous === "[";
    output += breaks ? line() + token : token;
    if (token === ":") output += " ";
    if (token === "{" || token === "[") level += 1;
    previous = token;
  }
  return output;
}
