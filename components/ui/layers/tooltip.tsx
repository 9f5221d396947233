import { Slot } from 'radix-ui';
import type { ReactNode } from 'react';
import type { TooltipSide } from './tooltip-place.ts';

/** What {@link Tooltip} adds to its child, for elements of a long list. */
export function tooltip(text: string, side: TooltipSide = 'top') {
  return { 'data-tooltip': text, 'data-tooltip-side': side };
}

/** The same for a text that the pointer finds elsewhere: it is shown to the keyboard only. */
export function focusTooltip(text: string, side: TooltipSide) {
  return { ...tooltip(text, side), 'data-tooltip-on': 'focus' };
}

/**
 * Explains its one focusable child on hover and focus. The text must also be available elsewhere: touch screens show
 * no tooltips. This only marks the child; one `TooltipHost` shows the text, so thousands of rows cost nothing.
 */
export function Tooltip({ text, side, children }: { text: string; side?: TooltipSide; children: ReactNode }) {
  return <Slot.Root {...tooltip(text, side)}>{children}</Slot.Root>;
}
