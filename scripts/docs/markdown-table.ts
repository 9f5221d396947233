/** Tables in documents that are made of what the code knows. */

/** A Markdown table of these rows, the first of which is its head. Aligned like the formatter does. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...escaped.map((cells) => cells[column]?.length ?? 0)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  return [...escaped.slice(0, 1), rule, ...escaped.slice(1)].map((cells) => line(cells, widths)).join('\n');
}

/**
 * Replaces what is between the marks `<!-- NAME -->` and `<!-- /NAME -->` of a document.
 * @throws Error when the document has no marks
 */
export function withTable(document: string, name: string, table: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const begin = document.indexOf(open);
  const end = document.indexOf(close);
  if (begin < 0 || end < begin) throw new Error(`The document has no place for the table: ${open} ${close}`);
  return `${document.slice(0, begin + open.length)}\n${table}\n${document.slice(end)}`;
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
}
