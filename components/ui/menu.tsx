'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const ITEM =
  'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none [&_svg]:size-4 [&_svg]:shrink-0 ' +
  'data-[highlighted]:bg-hover data-[disabled]:cursor-not-allowed data-[disabled]:text-ink-muted';

/** A menu that opens from `trigger`, one focusable element. */
export function Menu({
  trigger,
  label,
  align = 'end',
  children,
}: {
  trigger: ReactNode;
  /** Heads the menu, for eyes and for screen readers. */
  label: string;
  align?: 'start' | 'end';
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-40 min-w-44 max-w-[min(24rem,calc(100vw-1rem))] animate-appear rounded-lg border border-line bg-raised p-1 text-ink shadow-pop"
        >
          <DropdownMenu.Label className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-muted">
            {label}
          </DropdownMenu.Label>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** One choice; the child is the link or the text. */
export function MenuItem({
  asChild,
  disabled,
  children,
}: {
  asChild?: boolean;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Item
      {...(asChild === undefined ? {} : { asChild })}
      {...(disabled === undefined ? {} : { disabled })}
      className={ITEM}
    >
      {children}
    </DropdownMenu.Item>
  );
}

/** One of several choices that exclude each other. */
export function MenuChoice<Value extends string>({
  value,
  choices,
  onChoose,
}: {
  value: Value | undefined;
  choices: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode }[];
  onChoose: (value: Value) => void;
}) {
  return (
    <DropdownMenu.RadioGroup value={value ?? ''} onValueChange={(next) => onChoose(next as Value)}>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem
          key={choice.value}
          value={choice.value}
          className={classNames(
            ITEM,
            'data-[state=checked]:font-medium data-[state=checked]:text-accent-text',
          )}
        >
          {choice.icon}
          <span className="flex-1">{choice.label}</span>
          <DropdownMenu.ItemIndicator className="size-1.5 rounded-full bg-accent" />
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
