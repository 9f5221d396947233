/** The results for docs/performance.md: an aligned Markdown table between two marks. */

import { goalText, isMet, type Measurement, ratioOf } from './measurement.ts';
import { quantity } from './table.ts';

const BEGIN = '<!-- figures -->';
const END = '<!-- /figures -->';

const HEAD = ['row', 'Podshell', 'best on the path', 'ratio', 'goal', 'met'] as const;

/** @param conditions machine, versions and date, in one sentence */
export function formatMarkdown(measurements: readonly Measurement[], conditions: string): string {
  const lines = [HEAD, ...measurements.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const [head = '', ...rows] = lines.map((cells) => lineOf(cells, widths));
  const rule = lineOf(
    widths.map((width) => '-'.repeat(width)),
    widths,
  );
  return [conditions, '', head, rule, ...rows].join('\n');
}

/**
 * Returns the document with its figures replaced.
 * @throws Error when the document has no marks
 */
export function withFigures(document: string, figures: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The document has no marks for figures: ${BEGIN} ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n${figures}\n${document.slice(end)}`;
}

function cellsOf(one: Measurement): readonly string[] {
  const ratio = ratioOf(one);
  const met = isMet(one);
  return [
    one.name,
    quantity(one.ours, one.unit),
    one.best === null ? '' : quantity(one.best, one.unit),
    ratio === null ? '' : ratio.toFixed(2),
    goalText(one),
    met === null ? '' : met ? 'yes' : '**no**',
  ].map((cell) => cell.replaceAll('|', '\\|'));
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
}
