// Tables for the terminal and for Markdown.

const width = (text) => [...text].length;

/** The first column to the left, the others to the right. */
export function terminal(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => width(row[column]))));
  const line = (row) =>
    row.map((cell, column) => (column ? " ".repeat(widths[column] - width(cell)) + cell : cell + " ".repeat(widths[0] - width(cell))));
  return [head, widths.map((count) => "-".repeat(count)), ...rows].map((row) => line(row).join("  ").trimEnd()).join("\n");
}

export function markdown(head, rows) {
  const line = (row) => `| ${row.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column ? "---:" : "---"))), ...rows.map(line)].join("\n");
}
