/** The text of a line. */

import { visibleJson } from '#protocol/visible-text.ts';
import type { AuditEvent } from './events.ts';

/** Longest text of a field, and of all words of a command together, in UTF-16 units. What is cut off ends with `…`. */
export const MAX_TEXT = 4096;
/** Most groups and most words of a command. */
const MAX_ITEMS = 256;

/**
 * One JSON object with its line break. `user` is empty where nobody is signed in.
 * @param now milliseconds since the epoch
 */
export function encodeLine({ event, sender, ...fields }: AuditEvent, now: number): string {
  const { caller, address = '', requestId = '' } = sender ?? {};
  const line = {
    time: new Date(now).toISOString(),
    event,
    user: shortened(caller?.displayName ?? ''),
    groups: (caller?.groups ?? []).slice(0, MAX_ITEMS).map(shortened),
    address: shortened(address),
    requestId,
    context: optional(fields.context),
    namespace: optional(fields.namespace),
    pod: optional(fields.pod),
    container: optional(fields.container),
    command: fields.command === undefined ? undefined : shortenedWords(fields.command),
    reason: optional(fields.reason),
    image: optional(fields.image),
    profile: fields.profile,
    copy: optional(fields.copy),
    shellId: fields.shellId,
    owner: optional(fields.owner),
    code: fields.code,
    durationMs: fields.durationMs,
    bytesIn: fields.bytesIn,
    bytesOut: fields.bytesOut,
    exitCode: fields.exitCode,
    cause: fields.cause,
    recordingHash: fields.recordingHash,
    leftOut: fields.leftOut,
  };
  return `${visibleJson(JSON.stringify(line))}\n`;
}

function optional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : shortened(text);
}

function shortened(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

function shortenedWords(words: readonly string[]): string[] {
  const kept: string[] = [];
  let left = MAX_TEXT;
  for (const word of words) {
    if (left <= 0 || kept.length === MAX_ITEMS) return [...kept, '…'];
    kept.push(word.length <= left ? word : `${word.slice(0, left - 1)}…`);
    left -= word.length;
  }
  return kept;
}
