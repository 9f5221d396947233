import { expect, test } from 'vitest';
import type { AnsiStyle } from '../lines/ansi.ts';
import { ansiLook } from './ansi-look.ts';

const red = { kind: 'named', index: 1 } as const;

test.each<[style: AnsiStyle, look: object | undefined]>([
  [{}, undefined],
  [
    { ink: red, bold: true },
    { color: 'var(--bad-text)', fontWeight: 700 },
  ],
  // Bright colors are the same: tokens have one tone that can be read.
  [{ ink: { kind: 'named', index: 9 } }, { color: 'var(--bad-text)' }],
  [
    { dim: true, italic: true },
    { color: 'var(--ink-muted)', fontStyle: 'italic' },
  ],
  [{ underline: true, struck: true }, { textDecorationLine: 'underline line-through' }],
])('%j', (style, look) => {
  expect(ansiLook(style)).toEqual(look);
});

test('no color is used as it is: a program knows neither theme', () => {
  const looks = [
    ansiLook({ ink: { kind: 'rgb', rgb: [0, 0, 0] } })?.color,
    ansiLook({ paper: red })?.backgroundColor,
    ansiLook({ ink: red, inverse: true })?.backgroundColor,
  ];
  for (const look of looks) expect(look).toMatch(/^color-mix\(/);
});
