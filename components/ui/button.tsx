import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { tooltip } from './layers/tooltip.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'icon' | 'icon-sm';

// No transition: while one runs, as after a click, the page draws 60 frames a second, for which all that the click asks for waits.
const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap ' +
  'select-none [&_svg]:size-4 [&_svg]:shrink-0 ' +
  'disabled:cursor-not-allowed aria-disabled:cursor-not-allowed pointer-coarse:min-h-11 pointer-coarse:min-w-11 print:hidden';

const ENABLED: Record<ButtonVariant, string> = {
  primary:
    'border-transparent bg-accent text-on-accent shadow-soft hover:bg-accent-hover active:bg-accent-hover',
  secondary:
    'border-line-strong bg-surface text-ink shadow-soft hover:border-ink-faint hover:bg-hover active:bg-sunken',
  ghost: 'border-transparent text-ink-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover',
  danger: 'border-transparent bg-bad-soft text-bad-text hover:border-bad-text',
};

const DISABLED = 'border-line bg-sunken text-ink-faint';

const SIZES: Record<ButtonSize, string> = {
  sm: 'h-7 px-2 text-xs [&_svg]:size-3.5',
  md: 'h-8 px-3 text-sm',
  icon: 'size-8',
  'icon-sm': 'size-7 [&_svg]:size-3.5',
};

/**
 * The classes of a button, for elements that {@link Button} cannot render.
 * @param disabled also for `aria-disabled`, which keeps the button focusable so that its tooltip can explain why
 */
export function buttonClasses(variant: ButtonVariant, size: ButtonSize, disabled = false): string {
  return classNames(BASE, SIZES[size], disabled ? DISABLED : ENABLED[variant]);
}

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Applies look and behaviour to the one child, for instance a link. */
  readonly asChild?: boolean;
}

/** A button, or with `asChild` a link that looks like one. An icon-only button needs an `aria-label`, which a tooltip shows. */
export function Button({ variant = 'secondary', size = 'md', asChild, className, ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  const disabled =
    props.disabled === true || props['aria-disabled'] === true || props['aria-disabled'] === 'true';
  const name = props['aria-label'];
  return (
    <Element
      {...(asChild ? {} : { type: 'button' as const })}
      {...(name !== undefined && size.startsWith('icon') ? tooltip(name, 'bottom') : {})}
      {...props}
      className={classNames(buttonClasses(variant, size, disabled), className)}
    />
  );
}
