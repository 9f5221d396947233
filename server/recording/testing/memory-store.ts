/** A store in memory, for tests that are not about stores. It can be told to fail. */

import { type Store, type StoredObject, StoreError, type StoreWriter, type WriterState } from '../ports.ts';

export class MemoryStore implements Store {
  readonly name = 'memory';
  readonly objects = new Map<string, Buffer>();
  /** Unfinished objects by key. */
  readonly parts = new Map<string, Buffer>();
  /** Names of methods with keys, as they are called. */
  readonly calls: string[] = [];
  partBytes = 1;
  /** What every call throws; undefined: nothing. */
  failure: StoreError | undefined;
  /** What every call waits for. */
  gate: Promise<void> = Promise.resolve();

  async writer(key: string, state?: WriterState, sameBytes = Number.POSITIVE_INFINITY): Promise<StoreWriter> {
    await this.#called('writer', key);
    const kept = state === undefined ? 0 : Math.min(sameBytes, Number(state.kept));
    const before = this.parts.get(key);
    if (state !== undefined && before === undefined) throw new StoreError('not-found', 'No such upload.');
    const { parts, objects } = this;
    parts.set(key, (before ?? Buffer.alloc(0)).subarray(0, kept));
    const part = () => parts.get(key) ?? Buffer.alloc(0);
    const called = (name: string) => this.#called(name, key);
    const { partBytes } = this;
    return {
      partBytes,
      get kept() {
        return part().length;
      },
      get state() {
        return { kept: part().length };
      },
      async append(bytes) {
        await called('append');
        parts.set(key, Buffer.concat([part(), bytes]));
      },
      async complete() {
        await called('complete');
        objects.set(key, part());
        parts.delete(key);
      },
      async abort() {
        await called('abort');
        parts.delete(key);
      },
    };
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#called('put', key);
    this.objects.set(key, Buffer.from(bytes));
  }

  async read(key: string, from = 0, to?: number): Promise<StoredObject> {
    await this.#called('read', key);
    const bytes = this.objects.get(key);
    if (bytes === undefined) throw new StoreError('not-found', 'No such object.');
    return { size: bytes.length, bytes: inOnePiece(bytes.subarray(from, to)) };
  }

  async keys(prefix: string): Promise<readonly string[]> {
    await this.#called('keys', prefix);
    return [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/'))
      .sort();
  }

  async folders(prefix: string): Promise<readonly string[]> {
    await this.#called('folders', prefix);
    const below = [...this.objects.keys()].filter((key) => key.startsWith(prefix));
    const names = below.map((key) => key.slice(prefix.length).split('/')).filter(({ length }) => length > 1);
    return [...new Set(names.map(([name = '']) => name))].sort();
  }

  async delete(key: string): Promise<void> {
    await this.#called('delete', key);
    this.objects.delete(key);
  }

  async #called(name: string, key: string): Promise<void> {
    this.calls.push(`${name} ${key}`);
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  if (bytes.length > 0) yield bytes;
}
