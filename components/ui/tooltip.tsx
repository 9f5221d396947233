import { Slot } from 'radix-ui';
import type { ReactNode } from 'react';
import type { TooltipSide } from './tooltip-place.ts';

/**
 * Explains the one focusable child, on hover and on focus. What it says must not be the only place where it is
 * said: a touch screen shows no tooltip. It only marks the child; one `TooltipHost` shows the text, so that a list
 * of thousands of rows costs nothing for it.
 */
export function Tooltip({
  text,
  side = 'top',
  children,
}: {
  text: string;
  side?: TooltipSide;
  children: ReactNode;
}) {
  return (
    <Slot.Root data-tooltip={text} data-tooltip-side={side}>
      {children}
    </Slot.Root>
  );
}
