/** A log line for a person: time, level, message, fields; the stack of an error on lines of its own. */

import { z } from 'zod';

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
  const stack = err === undefined ? '' : `\n${printable(err.stack, true)}`;
  return `${time.slice(11, 19)} ${level.toUpperCase().padEnd(5)} ${printable(msg, false)}${shown.join('')}${stack}\n`;
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
  return typeof value === 'string' && /^[\w./:@-]+$/.test(value)
    ? value
    : printable(JSON.stringify(value), false);
}

/** Control characters would let a logged name move the cursor or colour the screen. */
function printable(text: string, keepLines: boolean): string {
  return text.replace(/\p{Cc}/gu, (character) => (keepLines && character === '\n' ? '\n' : '\ufffd'));
}
