import type { CSSProperties } from 'react';
import type { Area } from '../state/dock-layout.ts';

/** Puts a positioned element at its part of the tab. */
export function areaStyle({ left, top, width, height }: Area): CSSProperties {
  const percent = (part: number) => `${part * 100}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}
