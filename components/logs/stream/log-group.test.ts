import { expect, test } from 'vitest';
import type { LogWish } from '#protocol/pod-log.ts';
import type { OpenedLog } from './log-follower.ts';
import { type FollowStates, LogGroup, type LogSource } from './log-group.ts';

const web = (pod: string, change: Partial<LogSource> = {}): LogSource => ({
  pod,
  container: 'web',
  uid: `uid of ${pod}`,
  isOver: false,
  isNew: false,
  ...change,
});

/** A cluster in which every log has one line, and then goes on until `end` is called with its pod. */
function open(wish: LogWish = { follow: true, tail: 500 }, connections = Number.POSITIVE_INFINITY) {
  const asked: [pod: string, wish: LogWish][] = [];
  const ends = new Map<string, () => void>();
  const cancelled: string[] = [];
  const lines: string[] = [];
  const pauses: number[] = [];
  let states: FollowStates = new Map();
  let held = 0;
  const openLog = async (pod: string, part: LogWish): Promise<OpenedLog> => {
    asked.push([pod, part]);
    const line = new TextEncoder().encode(`2026-11-27T12:00:0${asked.length}.000000000Z of ${pod}\n`);
    let isRead = false;
    return {
      kind: 'answered',
      body: {
        read() {
          if (!isRead) {
            isRead = true;
            return Promise.resolve({ done: false, value: line });
          }
          if (part.follow !== true) return Promise.resolve({ done: true });
          return new Promise((resolve) => ends.set(pod, () => resolve({ done: true })));
        },
        cancel: () => cancelled.push(pod),
      },
    };
  };
  const group = new LogGroup({
    wish,
    open: openLog,
    onLines: ({ pod }, taken) => lines.push(...taken.map(({ text }) => `${pod}: ${text}`)),
    onStates: (told) => {
      states = told;
    },
    takeConnection() {
      if (held >= connections) return undefined;
      held += 1;
      return () => {
        held -= 1;
      };
    },
    after(ms) {
      pauses.push(ms);
      return () => {};
    },
    now: () => 0,
    breathe: () => Promise.resolve(),
    random: () => 0.5,
  });
  return {
    group,
    asked,
    lines,
    pauses,
    cancelled,
    held: () => held,
    states: () => Object.fromEntries([...states].map(([key, { kind }]) => [key.split('/')[0], kind])),
    async end(pod: string) {
      ends.get(pod)?.();
      await settle();
    },
  };
}

async function settle() {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

test('pods that come are read from their beginning, pods that go to their end', async () => {
  const { group, asked, states, end, lines } = open();
  group.update([web('a'), web('b')]);
  await settle();
  expect(asked.map(([pod, { tail }]) => [pod, tail])).toEqual([
    ['a', 500],
    ['b', 500],
  ]);
  group.update([web('b'), web('c', { isNew: true })]);
  await settle();
  expect(asked[2]).toEqual(['c', { follow: true, container: 'web', timestamps: true, beats: true }]);
  expect(states()).toEqual({ b: 'live', c: 'live' });
  await end('a');
  expect(states()).toEqual({ b: 'live', c: 'live' });
  expect(lines).toEqual(['a: of a', 'b: of b', 'c: of c']);
  group.dispose();
});

test('a pod of an old name is read as another one, while the old one is read to its end', async () => {
  const { group, asked, held, end } = open();
  group.update([web('a')]);
  await settle();
  group.update([web('a', { uid: 'another', isNew: true })]);
  await settle();
  expect(asked).toHaveLength(2);
  expect(held()).toBe(2);
  await end('a');
  group.dispose();
});

test('a container that ends for good is not asked again', async () => {
  const { group, states, end, asked } = open();
  group.update([web('a')]);
  await settle();
  group.update([web('a', { isOver: true })]);
  await end('a');
  expect(states()).toEqual({ a: 'ended' });
  group.update([web('a', { isOver: true })]);
  await settle();
  expect(asked).toHaveLength(1);
});

test('holds as many connections as it may, polls the other logs, and gives all back', async () => {
  const { group, asked, held, cancelled } = open({ follow: true }, 1);
  group.update([web('a'), web('b'), web('c', { isOver: true })]);
  await settle();
  expect(asked.map(([pod, { follow }]) => [pod, follow])).toEqual([
    ['a', true],
    ['b', undefined],
    ['c', undefined],
  ]);
  group.dispose();
  group.dispose();
  await settle();
  expect(held()).toBe(0);
  expect(cancelled).toContain('a');
});

test('many logs that are polled are asked for less often', async () => {
  const few = open({ follow: true }, 0);
  few.group.update([web('a'), web('b')]);
  await settle();
  expect(few.pauses).toContain(3_000);
  const many = open({ follow: true }, 0);
  many.group.update(Array.from({ length: 30 }, (_, index) => web(`web-${index}`)));
  await settle();
  expect(many.pauses).toContain(9_000);
  expect(many.pauses).not.toContain(3_000);
});
