/** A log line for a person: time, level, message, fields; the stack of an error on lines of its own. */

import { z } from 'zod';
import { visibleText } from '#protocol/visible-text.ts';

const entrySchema = z.looseObject({
  time: z.string(),
  level: z.string(),
  msg: z.string(),
  err: z.looseObject({ stack: z.string() }).optional().catch(undefined),
});

/** Turns a JSON log line into one for a terminal. Text that is no log line is given back. */
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

/** Bare words stay bare; everything else is JSON. */
function shownValue(value: unknown): string {
  return typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : visibleText(JSON.stringify(value));
}
