/** Formats a log line as plain text: time, level, message, fields; then the stack of an error on separate lines. */

import { z } from 'zod';
import { visibleText } from '#protocol/visible-text.ts';

const entrySchema = z.looseObject({
  time: z.string(),
  level: z.string(),
  msg: z.string(),
  err: z.looseObject({ stack: z.string() }).optional().catch(undefined),
});

/** Formats a JSON log line for a terminal. Returns other text unchanged. */
export function formatLine(line: string): string {
  const entry = entrySchema.safeParse(parse(line));
  if (!entry.success) return line;
  const { time, level, msg, err, ...fields } = entry.data;
  const shown = Object.entries(fields).map(([name, value]) => ` ${name}=${shownValue(value)}`);
  const stack = err === undefined ? '' : `\n${visibleText(err.stack, '\n')}`;
  return `${time.slice(11, 19)} ${level.toUpperCase().padEnd(5)} ${visibleText(msg)}${shown.join('')}${stack}\n`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Simple words without quotes; everything else as JSON. */
function shownValue(value: unknown): string {
  return typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : visibleText(JSON.stringify(value));
}
