/** One process that this server has started in a container, as written to disk: where it is, and nothing secret. */

import { z } from 'zod';
import { isLabelName, isSubdomainName } from '#protocol/names.ts';

const schema = z.object({
  /** Whose identity started it, and may end it. */
  caller: z.object({ userId: z.string(), displayName: z.string() }),
  target: z.object({
    context: z.string().min(1),
    namespace: z.string().refine(isLabelName),
    pod: z.string().refine(isSubdomainName),
    container: z.string().refine(isLabelName),
  }),
  /** Tells clusters apart that have a context of the same name. */
  clusterId: z.string(),
  /** Tells pods apart that had the same name one after another; empty when it could not be read. */
  podUid: z.string(),
  /** Tells a container from the one before its restart, whose pids it gives to others; empty as above. */
  containerId: z.string(),
  mark: z.object({ pid: z.number().int().positive(), startedAt: z.number().int().positive() }),
  /** Milliseconds since the epoch. */
  notedAt: z.number().int(),
});

export type JournalEntry = z.infer<typeof schema>;

export function encodeEntry(entry: JournalEntry): string {
  return JSON.stringify(entry);
}

/** Undefined for text that is no entry, as of a file that was being written when the server was killed. */
export function decodeEntry(text: string): JournalEntry | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
