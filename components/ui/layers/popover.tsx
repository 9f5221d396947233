'use client';

import { Slot } from 'radix-ui';
import { type ReactNode, useCallback } from 'react';
import { onDemand } from '../on-demand.tsx';
import { useLazyLayer } from './use-lazy-layer.ts';

const PopoverLayer = onDemand(async () => (await import('./popover-layer.tsx')).PopoverLayer);

/** A popover that opens from `trigger`, one focusable element. */
export function Popover({
  trigger,
  label,
  align = 'start',
  className,
  load,
  children,
}: {
  trigger: ReactNode;
  /** Accessible name. */
  label: string;
  align?: 'start' | 'end';
  className?: string;
  /** Loads the code of the children, without which the popover does not open. Must be stable across renders. */
  load?: () => Promise<unknown>;
  /** @param close closes the popover */
  children: (close: () => void) => ReactNode;
}) {
  const { layer, triggerProps } = useLazyLayer(
    useCallback(() => Promise.all([PopoverLayer.load(), load?.()]), [load]),
  );
  return (
    <>
      <Slot.Root aria-haspopup="dialog" {...triggerProps}>
        {trigger}
      </Slot.Root>
      {layer !== undefined && (
        <PopoverLayer
          layer={layer}
          label={label}
          align={align}
          {...(className === undefined ? {} : { className })}
        >
          {layer.open && children(() => layer.onOpenChange(false))}
        </PopoverLayer>
      )}
    </>
  );
}
