'use client';

import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { FocusBack } from '../focus-back.tsx';
import { type LazyLayer, useLayerClosing } from './use-lazy-layer.ts';

/** A popover next to the button that opened it. */
export function PopoverLayer({
  layer,
  label,
  align = 'start',
  className,
  children,
}: {
  layer: LazyLayer;
  label: string;
  align?: 'start' | 'end';
  className?: string;
  children: ReactNode;
}) {
  const closing = useLayerClosing(layer);
  return (
    <Popover.Root open={layer.open} onOpenChange={layer.onOpenChange}>
      <Popover.Anchor virtualRef={layer.trigger} />
      <Popover.Portal>
        <Popover.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          {...closing.props}
          className={classNames(
            'z-40 flex max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] data-[state=open]:animate-appear flex-col overflow-y-auto rounded-lg border border-line bg-raised text-ink shadow-pop',
            className,
          )}
        >
          {children}
          <FocusBack place={closing.placeFocus} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
