import { beforeEach, expect, test } from 'vitest';
import { PART } from '#protocol/parts.ts';
import type { StreamEvent } from './event-source.ts';
import { Reader } from './reader.ts';

const CURRENT: readonly StreamEvent[] = [['snapshot', 'now']];
let sent: (readonly StreamEvent[])[];
let reader: Reader;
beforeEach(() => {
  sent = [];
  reader = new Reader(
    (events) => sent.push(events),
    () => CURRENT,
  );
});

const change = (data: string): StreamEvent => ['modified', data];

test('sends an event at once, and those that come meanwhile together', () => {
  for (const data of ['a', 'b', 'c']) reader.push(change(data));
  expect(sent).toEqual([[change('a')]]);
  reader.onHandled();
  expect(sent).toEqual([[change('a')], [change('b'), change('c')]]);
  reader.onHandled();
  expect(sent).toHaveLength(2);
});

test('a page that handles nothing gets one snapshot later, and nothing is kept for it', () => {
  for (let i = 0; i < 10_000; i += 1) reader.push(change(String(i)));
  reader.onHandled();
  expect(sent).toEqual([[change('0')], CURRENT]);
});

test('a snapshot replaces what waits', () => {
  reader.push(change('a'));
  reader.push(change('b'));
  reader.push(['snapshot', 'new']);
  reader.push(change('c'));
  reader.onHandled();
  expect(sent[1]).toEqual([['snapshot', 'new'], change('c')]);
});

test('the parts of a snapshot stay with it', () => {
  reader.push(change('a'));
  reader.push(change('b'));
  for (const data of ['1', '2']) reader.push([PART, data]);
  reader.push(['snapshot', 'new']);
  reader.onHandled();
  expect(sent[1]).toEqual([
    [PART, '1'],
    [PART, '2'],
    ['snapshot', 'new'],
  ]);
});

test('a page that was behind when the parts came gets all of them', () => {
  for (let i = 0; i < 10_000; i += 1) reader.push(change(String(i)));
  reader.push([PART, '1']);
  reader.push(['snapshot', 'new']);
  reader.onHandled();
  expect(sent[1]).toEqual(CURRENT);
});

test('catches up with nothing when there is nothing yet', () => {
  const silent = new Reader(
    (events) => sent.push(events),
    () => [],
  );
  silent.catchUp();
  expect(sent).toEqual([]);
  silent.push(change('a'));
  expect(sent).toEqual([[change('a')]]);
});
