// @vitest-environment happy-dom
import { act, render } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { beforeEach, expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import { LONGEST_MS, useShownFilter } from './use-shown-filter.ts';

/** A page whose rows take some time, by a clock of the test. */
const clock = { time: 0, cost: 0 };
const painted: string[] = [];
let type: (q: string) => void = () => {};

function Page(): ReactNode {
  const [q, setQ] = useState('');
  type = setQ;
  return <Rows typed={q} shown={useShownFilter(q, () => clock.time)} />;
}

function Rows({ typed, shown }: { typed: string; shown: string }): ReactNode {
  clock.time += clock.cost;
  painted.push(`${typed}|${shown}`);
  return null;
}

beforeEach(() => {
  clock.cost = 0;
  render(<Page />);
});

/** What is rendered for a key, one after the other: the letters in the field, and those of the rows. */
function key(q: string, ms: number): readonly string[] {
  clock.cost = ms;
  painted.length = 0;
  act(() => type(q));
  return [...new Set(painted)];
}

test('rows that are quick come with their letter, and only once', () => {
  expect(key('a', LONGEST_MS)).toEqual(['a|a']);
  expect(key('ab', 0)).toEqual(['ab|ab']);
});

test('after slow rows, the letter comes first, until the rows are quick again', () => {
  expect(key('a', LONGEST_MS + 1)).toEqual(['a|a']);
  key('ab', LONGEST_MS + 1);
  expect(key('abc', 1)).toEqual(['abc|ab', 'abc|abc']);
  expect(key('abcd', 1)).toEqual(['abcd|abcd']);
});
