'use client';

import { Slot } from 'radix-ui';
import { lazy, type ReactNode, Suspense } from 'react';
import type { ChoiceProps, ItemProps } from './menu-parts.tsx';
import { useLazyLayer } from './use-lazy-layer.ts';

const load = () => import('./menu-parts.tsx');
const Content = lazy(async () => ({ default: (await load()).MenuContent }));
const Heading = lazy(async () => ({ default: (await load()).Heading }));
const Item = lazy(async () => ({ default: (await load()).Item }));
const Choice = lazy(async () => ({ default: (await load()).Choice }));

/** A menu that opens from `trigger`, one focusable element. */
export function Menu({
  trigger,
  label,
  align = 'end',
  placeFocus,
  children,
}: {
  trigger: ReactNode;
  /** The menu's heading and accessible name. */
  label: string;
  align?: 'start' | 'end';
  /** Called after closing. True: the callback has set the focus; otherwise the trigger gets it. */
  placeFocus?: () => boolean;
  children: ReactNode;
}) {
  const layer = useLazyLayer(load);
  return (
    <span className="relative inline-flex">
      <Slot.Root aria-haspopup="menu" {...layer.triggerProps}>
        {trigger}
      </Slot.Root>
      {layer.loaded && (
        <Suspense>
          <Content
            layer={{
              trigger: layer.trigger,
              open: layer.open,
              byKeyboard: layer.byKeyboard,
              onOpenChange: layer.change,
            }}
            label={label}
            align={align}
            placeFocus={placeFocus}
          >
            {children}
          </Content>
        </Suspense>
      )}
    </span>
  );
}

/** Starts a group of items, below a line. The first group needs no heading: the menu has its label. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <Heading>{children}</Heading>;
}

/** One choice; the child is the link or the text. */
export function MenuItem(props: ItemProps) {
  return <Item {...props} />;
}

/** One of several mutually exclusive choices. */
export function MenuChoice<Value extends string>({ onChoose, ...props }: ChoiceProps<Value>) {
  return <Choice {...props} onChoose={(value) => onChoose(value as Value)} />;
}
