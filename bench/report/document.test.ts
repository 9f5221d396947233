import { describe, expect, test } from 'vitest';
import { formatMarkdown, withFigures } from './document.ts';
import type { Measurement } from './measurement.ts';

const MEASUREMENTS: readonly Measurement[] = [
  { name: 'echo', unit: 'ms', ours: 0.5, best: 0.3, goal: { kind: 'at most above best', value: 0.3 } },
  { name: 'memory', unit: 'MB', ours: 7, best: null, goal: { kind: 'at most', value: 5 } },
];

test('the figures are an aligned table', () => {
  expect(formatMarkdown(MEASUREMENTS, 'On a machine.').split('\n')).toEqual([
    'On a machine.',
    '',
    '| row    | Podshell | best on the path | ratio | goal             | met    |',
    '| ------ | -------- | ---------------- | ----- | ---------------- | ------ |',
    '| echo   | 0.50 ms  | 0.30 ms          | 1.67  | <= best + 0.3 ms | yes    |',
    '| memory | 7.00 MB  |                  |       | <= 5 MB          | **no** |',
  ]);
});

describe('withFigures', () => {
  test('replaces only the figures', () => {
    const document = 'before\n<!-- figures -->\nold\n\ntable\n<!-- /figures -->\nafter\n';
    const once = withFigures(document, 'new');
    expect(once).toBe('before\n<!-- figures -->\nnew\n<!-- /figures -->\nafter\n');
    expect(withFigures(once, 'newer')).toBe(once.replace('new', 'newer'));
  });

  test.each(['none', '<!-- figures -->', '<!-- /figures --><!-- figures -->'])(
    'throws for %j, which has no marks',
    (text) => {
      expect(() => withFigures(text, 'new')).toThrow('no marks');
    },
  );
});
