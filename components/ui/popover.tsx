'use client';

import { Slot } from 'radix-ui';
import { lazy, type ReactNode, Suspense } from 'react';
import { useLazyLayer } from './use-lazy-layer.ts';

const load = () => import('./popover-layer.tsx');
const PopoverLayer = lazy(async () => ({ default: (await load()).PopoverLayer }));

/** A popover that opens from `trigger`, one focusable element. */
export function Popover({
  trigger,
  label,
  align = 'start',
  className,
  children,
}: {
  trigger: ReactNode;
  /** Accessible name. */
  label: string;
  align?: 'start' | 'end';
  className?: string;
  /** @param close closes the popover */
  children: (close: () => void) => ReactNode;
}) {
  const layer = useLazyLayer(load);
  return (
    <>
      <Slot.Root aria-haspopup="dialog" {...layer.triggerProps}>
        {trigger}
      </Slot.Root>
      {layer.loaded && (
        <Suspense>
          <PopoverLayer
            layer={{ trigger: layer.trigger, open: layer.open, onOpenChange: layer.change }}
            label={label}
            align={align}
            {...(className === undefined ? {} : { className })}
          >
            {layer.open && children(() => layer.change(false))}
          </PopoverLayer>
        </Suspense>
      )}
    </>
  );
}
