import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Content that scrolls by itself, without anything in it to focus. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  /** Accessible name. */
  label: string;
  className: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable without a pointer
      tabIndex={0}
      className={classNames('overflow-y-auto focus-visible:-outline-offset-2', className)}
    >
      {children}
    </section>
  );
}
