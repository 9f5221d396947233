/** What every store does, whatever it is made of. */

import { expect, test } from 'vitest';
import { isMissing, type Store, type StoredObject, type WriterState } from '../../ports.ts';

export interface StoreExamplesOptions {
  /** A store without objects; called once for each test. */
  readonly open: () => Promise<Store>;
  /** The bytes of an append that go out at once. */
  readonly partBytes: number;
}

/** Defines the tests. */
export function storeExamples({ open, partBytes }: StoreExamplesOptions): void {
  test('an object is there, and is replaced', async () => {
    const store = await open();
    await store.put('2026/11/28/a.json', bytesOf('one'));
    await store.put('2026/11/28/a.json', bytesOf('two'));
    expect(await textOf(store.read('2026/11/28/a.json'))).toBe('two');
  });

  test('a range of an object says how large it is', async () => {
    const store = await open();
    await store.put('a', bytesOf('0123456789'));
    const read = await store.read('a', 2, 5);
    expect(read.size).toBe(10);
    expect(await textOf(Promise.resolve(read))).toBe('234');
    expect(await textOf(store.read('a', 7))).toBe('789');
    expect(await textOf(store.read('a', 8, 99))).toBe('89');
  });

  test('what is not there', async () => {
    const store = await open();
    await expect(store.read('2026/a')).rejects.toMatchObject({ name: 'StoreError', kind: 'not-found' });
    expect(await store.keys('2026/11/28/')).toEqual([]);
    expect(await store.folders('2026/')).toEqual([]);
    await store.delete('2026/a');
  });

  test('keys and folders of a folder', async () => {
    const store = await open();
    for (const key of ['2026/11/28/b', '2026/11/28/a', '2026/11/27/c', '2025/01/01/d']) {
      await store.put(key, bytesOf(key));
    }
    expect(await store.folders('')).toEqual(['2025', '2026']);
    expect(await store.folders('2026/11/')).toEqual(['27', '28']);
    expect(await store.keys('2026/11/28/')).toEqual(['2026/11/28/a', '2026/11/28/b']);
    await store.delete('2026/11/27/c');
    expect(await store.folders('2026/11/')).toEqual(['28']);
  });

  test('what is written in pieces is there when it is complete', async () => {
    const store = await open();
    const writer = await store.writer('day/a.cast');
    await writer.append(bytesOf('one '));
    expect(await store.keys('day/')).toEqual([]);
    await writer.append(bytesOf('two'));
    await writer.complete();
    expect(await store.keys('day/')).toEqual(['day/a.cast']);
    expect(await textOf(store.read('day/a.cast'))).toBe('one two');
  });

  test('an empty object', async () => {
    const store = await open();
    await (await store.writer('a')).complete();
    expect(await textOf(store.read('a'))).toBe('');
  });

  test('another process goes on where the store has it', async () => {
    const store = await open();
    const first = await store.writer('a.cast');
    const whole = new Uint8Array(partBytes * 3).map((_, index) => index % 251);
    await first.append(whole.subarray(0, partBytes));
    await first.append(whole.subarray(partBytes, partBytes + 100));
    const { kept } = first;
    expect(kept).toBeGreaterThanOrEqual(partBytes);
    const second = await store.writer('a.cast', jsonOf(first.state));
    expect(second.kept).toBe(kept);
    await second.append(whole.subarray(kept));
    await second.complete();
    const read = await store.read('a.cast');
    expect(Buffer.concat(await piecesOf(read)).equals(whole)).toBe(true);
  });

  test('another process writes anew what comes after the bytes that are still the same', async () => {
    const store = await open();
    const first = await store.writer('a.cast');
    const whole = new Uint8Array(partBytes).map((_, index) => index % 251);
    for (let count = 0; count < 3; count += 1) await first.append(whole);
    const second = await store.writer('a.cast', jsonOf(first.state), partBytes + 1);
    const { kept } = second;
    expect(kept).toBeGreaterThanOrEqual(partBytes);
    expect(kept).toBeLessThanOrEqual(partBytes + 1);
    await second.append(bytesOf('end'));
    await second.complete();
    const read = await store.read('a.cast');
    const expected = Buffer.concat([whole, whole]).subarray(0, kept);
    expect(Buffer.concat(await piecesOf(read)).equals(Buffer.concat([expected, bytesOf('end')]))).toBe(true);
  });

  test('completing twice is completing once', async () => {
    const store = await open();
    const writer = await store.writer('a.cast');
    await writer.append(bytesOf('x'));
    await writer.complete();
    await writer.complete();
    expect(await textOf(store.read('a.cast'))).toBe('x');
  });

  test('nothing stays of what is given up', async () => {
    const store = await open();
    const writer = await store.writer('day/a.cast');
    await writer.append(new Uint8Array(partBytes));
    await writer.abort();
    await writer.abort();
    expect(await store.keys('day/')).toEqual([]);
    await expect(goOn(store, 'day/a.cast', writer.state, partBytes)).rejects.toSatisfy(isMissing);
  });
}

/** Some stores find only when they are given more that an upload has gone. */
async function goOn(store: Store, key: string, state: WriterState | undefined, bytes: number): Promise<void> {
  const writer = await store.writer(key, state);
  await writer.append(new Uint8Array(bytes));
}

/** As it comes back from a disk. */
function jsonOf(state: WriterState | undefined): WriterState | undefined {
  return state === undefined ? undefined : JSON.parse(JSON.stringify(state));
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export async function piecesOf({ bytes }: StoredObject): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return pieces;
}

export async function textOf(read: Promise<StoredObject>): Promise<string> {
  return Buffer.concat(await piecesOf(await read)).toString();
}
