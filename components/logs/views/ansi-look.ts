/** How the colors of programs look here: readable on the page, in light and dark. */

import type { CSSProperties } from 'react';
import type { AnsiColour, AnsiStyle } from '../lines/ansi.ts';

/** Black and white are the page's own colors, so that neither is ever invisible. */
const INKS = ['muted', 'bad', 'good', 'warn', 'info', 'violet', 'accent', 'ink'] as const;

const INK_VALUES: Readonly<Record<(typeof INKS)[number], string>> = {
  muted: 'var(--ink-muted)',
  bad: 'var(--bad-text)',
  good: 'var(--good-text)',
  warn: 'var(--warn-text)',
  info: 'var(--info-text)',
  violet: 'var(--violet-text)',
  accent: 'var(--accent-text)',
  ink: 'var(--ink)',
};

/** The style of a part of a line; undefined for plain text. */
export function ansiLook(style: AnsiStyle): CSSProperties | undefined {
  if (Object.keys(style).length === 0) return undefined;
  const ink = style.inverse ? style.paper : style.ink;
  const paper = style.inverse ? (style.ink ?? NORMAL) : style.paper;
  const lines = [style.underline && 'underline', style.struck && 'line-through'].filter(Boolean);
  return {
    ...(ink === undefined ? {} : { color: inkOf(ink) }),
    // A hint of the color: text of any color stays readable on it.
    ...(paper === undefined
      ? {}
      : { backgroundColor: `color-mix(in oklch, ${inkOf(paper)} 12%, transparent)` }),
    ...(style.bold ? { fontWeight: 700 } : {}),
    ...(style.dim && ink === undefined ? { color: 'var(--ink-muted)' } : {}),
    ...(style.italic ? { fontStyle: 'italic' } : {}),
    ...(lines.length > 0 ? { textDecorationLine: lines.join(' ') } : {}),
  };
}

const NORMAL: AnsiColour = { kind: 'named', index: 7 };

function inkOf(colour: AnsiColour): string {
  if (colour.kind === 'named') return INK_VALUES[INKS[colour.index % 8] ?? 'ink'];
  // Mixed with the text's own color, which has enough contrast.
  return `color-mix(in oklab, rgb(${colour.rgb.join(' ')}) 45%, var(--ink))`;
}
