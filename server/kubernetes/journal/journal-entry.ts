/** The record on disk of one process that this server started in a container. Contains no secrets. */

import { z } from 'zod';
import { isLabelName, isSubdomainName } from '#protocol/names.ts';

export const journalEntrySchema = z.object({
  /** The user who started the process. Only for the log: it is ended as Podshell itself. */
  caller: z.object({ userId: z.string(), displayName: z.string() }),
  target: z.object({
    context: z.string().min(1),
    namespace: z.string().refine(isLabelName),
    pod: z.string().refine(isSubdomainName),
    container: z.string().refine(isLabelName),
  }),
  /** Distinguishes clusters whose contexts have the same name. */
  clusterId: z.string(),
  /** Distinguishes a pod from a later one of the same name; empty when it could not be read. */
  podUid: z.string(),
  /** Distinguishes a container from its restart, which reuses pids; empty when it could not be read. */
  containerId: z.string(),
  mark: z.object({
    pid: z.number().int().positive(),
    startedAt: z.number().int().positive(),
    /** What runs the script that ends it; missing: `sh`. */
    interpreter: z.array(z.string()).min(1).readonly().optional(),
  }),
  /** The shell's name in audit logs; missing from entries of older servers. */
  shellId: z.string().optional(),
  /** Milliseconds since the epoch. */
  notedAt: z.number().int(),
});

export type JournalEntry = z.infer<typeof journalEntrySchema>;

export function encodeEntry(entry: JournalEntry): string {
  return JSON.stringify(entry);
}

/** Undefined for text that is not an entry, such as a file that was cut off when the server was killed. */
export function decodeEntry(text: string): JournalEntry | undefined {
  try {
    return journalEntrySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
