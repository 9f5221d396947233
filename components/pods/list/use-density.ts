'use client';

import { createKeptText, useKeptText } from '#components/ui/use-kept-text.ts';

/** How high the rows of the table are. */
export type Density = 'comfortable' | 'compact';

const kept = createKeptText('podshell.density');

/** Height of a row in CSS pixels; cards are as high as their text. */
export const ROW_PX: Readonly<Record<Density, number>> = { comfortable: 40, compact: 32 };

/** The density that the user has chosen in this browser. */
export function useDensity(): readonly [Density, (next: Density) => void] {
  return [useKeptText(kept) === 'compact' ? 'compact' : 'comfortable', change];
}

function change(next: Density): void {
  kept.write(next === 'comfortable' ? null : next);
}
