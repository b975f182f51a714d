// The demo's table and summary.

const COLUMNS = [
  ["topic", 25],
  ["payload", 28],
  ["signer", 8],
  ["wire form", 15],
  ["tampered", 29],
  ["verdict", 12],
  ["form matched", 12],
];

export function header() {
  const titles = COLUMNS.map(([title, width]) => title.padEnd(width)).join("");
  return `${titles}\n${"-".repeat(titles.length)}`;
}

/** One line of the table; topic and payload only where they differ from the line before. */
export function row(result, previous) {
  const repeated = previous?.name === result.name && previous?.tampered === result.tampered;
  const verdict = result.code ? `refused ${result.status}` : "verified";
  const cells = [
    repeated ? "" : result.topic,
    repeated ? "" : result.name,
    result.signer,
    result.wire,
    result.tampered ?? "",
    verdict,
    result.form ?? "",
  ];
  const line = cells.map((cell, i) => cell.padEnd(COLUMNS[i][1])).join("");
  return result.wrong ? `${line}  WRONG: ${result.wrong}` : line.trimEnd();
}

/** The counts, as lines. */
export function summary(results) {
  const genuine = results.filter(({ tampered }) => !tampered);
  const tampered = results.filter(({ tampered }) => tampered);
  const wrong = results.filter(({ wrong }) => wrong);
  const payloads = new Set(genuine.map(({ name }) => name));
  const forms = ["raw", "python", "javascript"].map((name) => `${count(genuine, ({ form }) => form === name)} ${name}`);
  return [
    `${genuine.length} genuine deliveries of ${payloads.size} payloads: ` +
      `${count(genuine, ({ code }) => !code)} verified (${forms.join(", ")})`,
    `${tampered.length} tampered deliveries: ${count(tampered, ({ status }) => status === 401)} refused with 401`,
    wrong.length === 0 ? "Every verdict was right." : `${wrong.length} verdict(s) WRONG.`,
  ];
}

function count(results, test) {
  return results.filter(test).length;
}
