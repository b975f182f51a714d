// As much of YAML as the workflows have: maps, lists, plain and quoted scalars (all as text), `|` blocks. The rest
// throws.

/** The value of a document. */
export function parseYaml(text) {
  const lines = text.split("\n").map((line) => ({ indent: line.search(/\S|$/), text: line.trim(), line }));
  const reader = { lines, at: 0 };
  const value = block(reader, 0);
  if (peek(reader)) throw new Error(`not understood: ${peek(reader).line}`);
  return value;
}

function peek(reader) {
  while (reader.at < reader.lines.length && /^(#|$)/.test(reader.lines[reader.at].text)) reader.at++;
  return reader.lines[reader.at];
}

function block(reader, indent) {
  return peek(reader).text.startsWith("- ") ? list(reader, indent) : map(reader, indent);
}

function list(reader, indent) {
  const items = [];
  for (let next = peek(reader); next?.indent === indent && next.text.startsWith("- "); next = peek(reader)) {
    // What comes behind the dash is the first line of a map that is indented by it.
    next.text = next.text.slice(2);
    next.indent += 2;
    if (/^[\w-]+:( |$)/.test(next.text)) {
      items.push(map(reader, indent + 2));
    } else {
      reader.at++;
      items.push(scalar(next.text));
    }
  }
  return items;
}

function map(reader, indent) {
  const entries = { __proto__: null };
  for (let next = peek(reader); next?.indent === indent; next = peek(reader)) {
    const [, key, rest] = /^([\w-]+):(?: +(.*))?$/.exec(next.text) ?? [];
    if (key === undefined || key in entries) throw new Error(`not understood: ${next.line}`);
    reader.at++;
    entries[key] = value(reader, rest?.replace(/^#.*| +#.*$/, "") ?? "", indent);
  }
  return { ...entries };
}

function value(reader, text, indent) {
  if (text === "|") return literal(reader, indent);
  if (text !== "") return scalar(text);
  const next = peek(reader);
  return next && next.indent > indent ? block(reader, next.indent) : null;
}

function literal(reader, indent) {
  const lines = [];
  for (; reader.at < reader.lines.length; reader.at++) {
    const { indent: depth, text, line } = reader.lines[reader.at];
    if (text !== "" && depth <= indent) break;
    lines.push(line);
  }
  return lines
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

function scalar(text) {
  if (text === "{}") return {};
  const flow = /^\[(.*)\]$/.exec(text);
  if (flow) return flow[1].split(",").map((item) => scalar(item.trim()));
  const quoted = /^"([^"\\]*)"$/.exec(text);
  if (quoted) return quoted[1];
  if (/^[&*!>|%@`"'{[]/.test(text)) throw new Error(`not understood: ${text}`);
  return text;
}
