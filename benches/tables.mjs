// Tables for the terminal and for Markdown.

const width = (text) => [...text].length;

/** The first column to the left, the others to the right. */
export function terminal(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => width(row[column]))));
  const padded = (cell, column) => {
    const space = " ".repeat(widths[column] - width(cell));
    return column === 0 ? cell + space : space + cell;
  };
  const lines = [head, widths.map((count) => "-".repeat(count)), ...rows];
  return lines.map((row) => row.map(padded).join("  ").trimEnd()).join("\n");
}

export function markdown(head, rows) {
  const line = (row) => `| ${row.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column ? "---:" : "---"))), ...rows.map(line)].join("\n");
}
