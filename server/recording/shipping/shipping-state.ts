/** How far a recording is shipped, on the disk beside it: the next run of the server goes on there. */

import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { WriterState } from '../ports.ts';

export interface ShippingState {
  /** Of the object that is written. */
  readonly key: string;
  readonly writer: WriterState;
}

const stateSchema = z.object({ key: z.string(), writer: z.record(z.string(), z.unknown()) });

/**
 * A state that fits is written over the one before: a new file for each piece of a flood costs more than the piece does, since
 * ext4 looks for a number that no deleted file had lately. One block is written whole, even by a process that is killed.
 */
const BLOCK_BYTES = 4096;

export class ShippingStates {
  readonly #directory: string;
  /** Recordings whose file is one block, of this run. */
  readonly #blocks = new Set<string>();

  /** @param directory of the spool */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Undefined where there is none: it is sent from its beginning. */
  async read(id: string): Promise<ShippingState | undefined> {
    try {
      return stateSchema.safeParse(JSON.parse(await readFile(this.#pathOf(id), 'utf8'))).data;
    } catch {
      return undefined;
    }
  }

  /** One call at a time for each recording. */
  async write(id: string, state: ShippingState): Promise<void> {
    const path = this.#pathOf(id);
    // Blanks behind JSON mean nothing.
    const bytes = Buffer.from(JSON.stringify(state).padEnd(BLOCK_BYTES));
    const isBlock = bytes.length === BLOCK_BYTES;
    if (isBlock && this.#blocks.has(id)) {
      await writeOver(path, bytes);
      return;
    }
    this.#blocks.delete(id);
    await writeFile(`${path}.new`, bytes, { mode: 0o600 });
    await rename(`${path}.new`, path);
    if (isBlock) this.#blocks.add(id);
  }

  async remove(id: string): Promise<void> {
    this.#blocks.delete(id);
    await rm(this.#pathOf(id), { force: true });
  }

  #pathOf(id: string): string {
    return join(this.#directory, `${id}.ship.json`);
  }
}

async function writeOver(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(bytes, 0, bytes.length, 0);
  } finally {
    await file.close();
  }
}
