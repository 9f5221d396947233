'use client';

import { DropdownMenu } from 'radix-ui';
import { type FocusEvent, type ReactNode, useEffect, useRef } from 'react';
import { classNames } from '../class-names.ts';
import { FocusBack } from '../focus-back.tsx';
import { type LazyLayer, useLayerClosing } from './use-lazy-layer.ts';

const ITEM =
  'flex min-h-8 pointer-coarse:min-h-11 items-center gap-2 rounded-sm px-2 py-1 text-sm -outline-offset-2 [&_svg]:size-4 [&_svg]:shrink-0 ' +
  'data-[highlighted]:bg-hover data-[disabled]:cursor-not-allowed data-[disabled]:text-ink-muted';

/** The menu itself, anchored to an invisible trigger over the real one. */
export function MenuContent({
  layer,
  label,
  align,
  placeFocus,
  children,
}: {
  layer: LazyLayer;
  label: string;
  align: 'start' | 'end';
  placeFocus: (() => boolean) | undefined;
  children: ReactNode;
}) {
  const closing = useLayerClosing(layer, placeFocus);
  const entered = useRef(false);
  const { open, byKeyboard = false } = layer;
  useEffect(() => {
    if (!open) entered.current = false;
  }, [open]);
  // Radix focuses the first item only after a key press that it handled; the press that loaded this code came earlier.
  const enter = (event: FocusEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || entered.current) return;
    entered.current = true;
    const item = itemToBeginAt(event.currentTarget);
    if (byKeyboard) {
      // Radix would go on to the first one.
      event.preventDefault();
      item?.focus();
    } else item?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <DropdownMenu.Root modal={false} open={layer.open} onOpenChange={layer.onOpenChange}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          // Radix would use the invisible trigger as the accessible name, which is empty.
          aria-labelledby={undefined}
          {...closing.props}
          onFocus={enter}
          // As high as a dialog: it may open from one, and of two alike the later one is on top.
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-[min(24rem,calc(100vw-1rem))] data-[state=open]:animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 text-ink shadow-pop"
        >
          <DropdownMenu.Label className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-muted wrap-anywhere">
            {label}
          </DropdownMenu.Label>
          {children}
          <FocusBack place={closing.placeFocus} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The first item; in a list of choices that is the present one. */
function itemToBeginAt(menu: Element): HTMLElement | null {
  const first = menu.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])');
  if (first?.getAttribute('role') !== 'menuitemradio') return first;
  return menu.querySelector<HTMLElement>('[role="menuitemradio"][aria-checked="true"]') ?? first;
}

/** Starts a group of items. */
export function Heading({ children }: { readonly children: ReactNode }) {
  return (
    <DropdownMenu.Label className="-mx-1 mt-1 border-line border-t px-3 pt-2 pb-1 font-medium text-2xs text-ink-muted">
      {children}
    </DropdownMenu.Label>
  );
}

/** Parts groups of items that need no heading. */
export function Separator() {
  return <DropdownMenu.Separator className="-mx-1 my-1 border-line border-t" />;
}

export interface ItemProps {
  readonly asChild?: boolean;
  readonly disabled?: boolean;
  /** The menu stays open, for an item that says what became of it. */
  readonly staysOpen?: boolean;
  readonly children: ReactNode;
}

export function Item({ children, staysOpen = false, ...props }: ItemProps) {
  return (
    <DropdownMenu.Item {...props} onSelect={(event) => staysOpen && event.preventDefault()} className={ITEM}>
      {children}
    </DropdownMenu.Item>
  );
}

export interface ChoiceProps<Value extends string> {
  readonly value: Value | undefined;
  readonly choices: readonly {
    readonly value: Value;
    readonly label: string;
    /** What tells it from others of the same label. */
    readonly hint?: string;
    /** The label's language, if it is not the page's. */
    readonly lang?: string;
    readonly icon?: ReactNode;
  }[];
  readonly onChoose: (value: Value) => void;
}

export function Choice({ value, choices, onChoose }: ChoiceProps<string>) {
  return (
    <DropdownMenu.RadioGroup value={value ?? ''} onValueChange={onChoose}>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem
          key={choice.value}
          value={choice.value}
          lang={choice.lang}
          className={classNames(
            ITEM,
            'data-[state=checked]:font-medium data-[state=checked]:text-accent-text',
          )}
        >
          {choice.icon}
          <span className="min-w-0 flex-1 wrap-anywhere">
            {choice.label}
            {choice.hint !== undefined && (
              <span className="block font-normal text-2xs text-ink-muted"> {choice.hint}</span>
            )}
          </span>
          <DropdownMenu.ItemIndicator className="dot size-1.5 rounded-full bg-accent" />
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
