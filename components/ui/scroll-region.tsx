'use client';

import { type ComponentPropsWithRef, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { classNames } from './class-names.ts';

/**
 * Content that scrolls by itself: a tab stop while there is more than fits, because not every browser makes it one. Other
 * props are those of a section.
 */
export function ScrollRegion({
  ref,
  label,
  className,
  takesKeys = false,
  ...others
}: {
  /** Accessible name. */
  label: string;
  className: string;
  /** Its keys do more than scroll, so it is a tab stop even if all fits. */
  takesKeys?: boolean;
} & Omit<ComponentPropsWithRef<'section'>, 'aria-label' | 'className' | 'tabIndex'>) {
  const region = useRef<HTMLElement>(null);
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => region.current, []);
  const [scrolls, setScrolls] = useState(true);
  // After each render, because that is when parts of the content come and go.
  useEffect(() => {
    const element = region.current;
    if (takesKeys || element === null) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollHeight > element.clientHeight));
    for (const part of [element, ...element.children]) observer.observe(part);
    return () => observer.disconnect();
  });
  return (
    <section
      {...others}
      ref={region}
      aria-label={label}
      // Not undefined: the region may have the focus when the content gets short.
      tabIndex={takesKeys || scrolls ? 0 : -1}
      className={classNames('overflow-y-auto focus-visible:-outline-offset-2', className)}
    />
  );
}
