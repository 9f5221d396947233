import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names.ts';

/** Content that scrolls by itself and can be focused for that. Other props are those of a section. */
export function ScrollRegion({
  label,
  className,
  ...others
}: {
  /** Accessible name. */
  label: string;
  className: string;
} & Omit<ComponentPropsWithRef<'section'>, 'aria-label' | 'className' | 'tabIndex'>) {
  return (
    <section
      {...others}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable without a pointer
      tabIndex={0}
      className={classNames('overflow-y-auto focus-visible:-outline-offset-2', className)}
    />
  );
}
