import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ShippingState, ShippingStates } from './shipping-state.ts';

const ID = '0193a5b0-0000-7000-8000-000000000000';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'podshell-states-'));
});

afterEach(() => rm(directory, { recursive: true }));

const shipped = (kept: number): ShippingState => ({ key: 'a.cast', writer: { kept } });
const upload = (parts: number): ShippingState => ({
  key: 'a.cast',
  writer: { tags: Array.from({ length: parts }, (_, part) => `"tag of part ${part}"`) },
});
const inode = async () => (await stat(join(directory, `${ID}.ship.json`))).ino;

/** As a next run finds it. */
const found = () => new ShippingStates(directory).read(ID);

test('the newest state is found, whether it is longer or shorter than the one before', async () => {
  const states = new ShippingStates(directory);
  for (const state of [shipped(1), shipped(123_456_789), shipped(2), upload(900), shipped(3), upload(1)]) {
    await states.write(ID, state);
    expect(await found()).toEqual(state);
  }
});

test('a short state is written over the one before, and makes no new file', async () => {
  const states = new ShippingStates(directory);
  await states.write(ID, shipped(1));
  const first = await inode();
  await states.write(ID, shipped(2));
  expect(await inode()).toBe(first);
});

test('the state of a run before is replaced, however long it is', async () => {
  await new ShippingStates(directory).write(ID, upload(900));
  await new ShippingStates(directory).write(ID, shipped(7));
  expect(await found()).toEqual(shipped(7));
});

test('nothing is found of a recording that was removed, and it can begin anew', async () => {
  const states = new ShippingStates(directory);
  await states.write(ID, shipped(1));
  await states.remove(ID);
  expect(await found()).toBeUndefined();
  await states.write(ID, shipped(2));
  expect(await found()).toEqual(shipped(2));
});
