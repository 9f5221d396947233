'use client';

import { Slot } from 'radix-ui';
import { type ReactNode, useCallback, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { onDemand } from '../on-demand.tsx';
import type { ChoiceProps, ItemProps } from './menu-parts.tsx';
import { type LazyLayer, useLazyLayer } from './use-lazy-layer.ts';

const loadParts = () => import('./menu-parts.tsx');
const Content = onDemand(async () => (await loadParts()).MenuContent);
const Heading = onDemand(async () => (await loadParts()).Heading);
const Separator = onDemand(async () => (await loadParts()).Separator);
const Item = onDemand(async () => (await loadParts()).Item);
const Choice = onDemand<ChoiceProps<string>>(async () => (await loadParts()).Choice);
const PARTS = [Content, Heading, Separator, Item, Choice];

/** A menu that opens from `trigger`, one focusable element. */
export function Menu({
  trigger,
  label,
  align = 'end',
  placeFocus,
  load,
  children,
}: {
  trigger: ReactNode;
  /** The menu's heading and accessible name. */
  label: string;
  align?: 'start' | 'end';
  /** Called after closing. True: the callback has set the focus; otherwise the trigger gets it. */
  placeFocus?: () => boolean;
  /** Loads the code of the children, without which the menu does not open. Must be stable across renders. */
  load?: () => Promise<unknown>;
  children: ReactNode;
}) {
  const { layer, triggerProps } = useLazyLayer(
    useCallback(() => Promise.all([loadMenu(), load?.()]), [load]),
  );
  return (
    <span className="relative inline-flex">
      <Slot.Root aria-haspopup="menu" {...triggerProps}>
        {trigger}
      </Slot.Root>
      {layer !== undefined && (
        <Content layer={layer} label={label} align={align} placeFocus={placeFocus}>
          {children}
        </Content>
      )}
    </span>
  );
}

/** The menu of a shared layer. A {@link MENU_PLACE} follows its button, in a parent with `position: relative`. */
export function SharedMenu({
  layer,
  label,
  children,
}: {
  layer: LazyLayer;
  label: string;
  children: ReactNode;
}) {
  const { trigger, open, onOpenChange } = layer;
  // After each render, and when it goes.
  useEffect(() => () => {
    // The row has left the list, is hidden, or was made anew: it would come back with an open menu.
    if (open && trigger.current?.checkVisibility() !== true) onOpenChange(false);
  });
  const place = trigger.current?.nextElementSibling;
  if (place === null || place === undefined) return null;
  return createPortal(
    <Content layer={layer} label={label} align="end" placeFocus={undefined}>
      {children}
    </Content>,
    place,
  );
}

/** Where a {@link SharedMenu} is put. Of its own, because rows change the elements around it without React. */
export const MENU_PLACE = <span />;

/** Loads the code of {@link SharedMenu}. */
export function loadMenu(): Promise<unknown> {
  return Promise.all(PARTS.map((part) => part.load()));
}

/** Starts a group of items, below a line. The first group needs no heading: the menu has its label. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <Heading>{children}</Heading>;
}

/** A line between groups of items that need no heading. */
export function MenuSeparator() {
  return <Separator />;
}

/** One choice; the child is the link or the text. */
export function MenuItem(props: ItemProps) {
  return <Item {...props} />;
}

/** One of several mutually exclusive choices. */
export function MenuChoice<Value extends string>({ onChoose, ...props }: ChoiceProps<Value>) {
  return <Choice {...props} onChoose={(value) => onChoose(value as Value)} />;
}
