/** How far a recording is shipped, on the disk beside it: the next run of the server goes on there. */

import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { WriterState } from '../ports.ts';

export interface ShippingState {
  /** Of the object that is written. */
  readonly key: string;
  readonly writer: WriterState;
}

const stateSchema = z.object({ key: z.string(), writer: z.record(z.string(), z.unknown()) });

export class ShippingStates {
  readonly #directory: string;

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

  async write(id: string, state: ShippingState): Promise<void> {
    const path = this.#pathOf(id);
    await writeFile(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true });
  }

  #pathOf(id: string): string {
    return join(this.#directory, `${id}.ship.json`);
  }
}
