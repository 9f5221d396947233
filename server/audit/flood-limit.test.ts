import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { FloodLimit, MOST_IN_ALL, MOST_PER_ADDRESS } from './flood-limit.ts';

function limitOfTest() {
  const clock = new FakeClock();
  const leftOut: unknown[] = [];
  const limit = new FloodLimit(clock, (address, lines) => leftOut.push([address, lines]));
  const admitted = (address: string, times: number) => {
    let lines = 0;
    for (let count = 0; count < times; count += 1) if (limit.admit(address)) lines += 1;
    return lines;
  };
  return { clock, leftOut, limit, admitted };
}

test('one address has so many lines a second, and is told how many were left out', () => {
  const { clock, leftOut, admitted } = limitOfTest();
  expect(admitted('10.0.0.1', MOST_PER_ADDRESS + 7)).toBe(MOST_PER_ADDRESS);
  expect(admitted('10.0.0.2', 1)).toBe(1);
  expect(leftOut).toEqual([]);
  clock.advance(1000);
  expect(leftOut).toEqual([['10.0.0.1', 7]]);
  expect(admitted('10.0.0.1', 1)).toBe(1);
});

test('many addresses share a bound', () => {
  const { clock, leftOut, admitted } = limitOfTest();
  let lines = 0;
  for (let host = 0; host < MOST_IN_ALL + 50; host += 1)
    lines += admitted(`10.0.${host >> 8}.${host & 255}`, 1);
  expect(lines).toBe(MOST_IN_ALL);
  clock.advance(1000);
  expect(leftOut).toEqual([[undefined, 50]]);
});

test('without refusals there is no timer, and a flush tells what is left', () => {
  const { clock, leftOut, limit, admitted } = limitOfTest();
  admitted('10.0.0.1', MOST_PER_ADDRESS + 1);
  limit.flush();
  expect([leftOut, clock.pendingTimers]).toEqual([[['10.0.0.1', 1]], 0]);
  clock.advance(5000);
  expect(leftOut).toHaveLength(1);
});
