/** The record of what built pages lack: where in which files the base path goes. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PagePlaces } from './page-places.ts';

export const GAP_RECORD = 'base-path-gaps.json';

const recordSchema = z.object({
  files: z.record(z.string(), z.object({ size: z.number(), gaps: z.array(z.number()) })),
});

/** `size` is that of the file without base path, in bytes; see {@link GappedFile.gaps}. */
export type GapRecord = z.infer<typeof recordSchema>;

/** @throws Error for pages that another version built */
export async function readGapRecord({ built }: PagePlaces): Promise<GapRecord> {
  const text = await readFile(join(built, GAP_RECORD), 'utf8').catch(() => undefined);
  const read = text === undefined ? undefined : recordSchema.safeParse(JSON.parse(text));
  if (read?.success !== true) {
    throw new Error('The built pages do not say where their base path goes. Run "npm run build" again.');
  }
  return read.data;
}
