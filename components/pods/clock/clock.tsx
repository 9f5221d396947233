'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { podsCatalog } from '../catalog.ts';
import { formatAge } from './age.ts';

/** One timer for the whole page. An age renders again only when its text changes. */
class SecondHand {
  #now: number;
  readonly #listeners = new Set<() => void>();

  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): () => void {
    const tick = () => {
      this.#now = Date.now();
      for (const listener of this.#listeners) listener();
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }
}

const ClockContext = createContext<SecondHand>(new SecondHand(0));

/** Provides the time to {@link Age}. @param renderedAt when the server rendered, so that hydration has the same text */
export function ClockProvider({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  const clock = useMemo(() => new SecondHand(renderedAt), [renderedAt]);
  useEffect(() => clock.start(), [clock]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/**
 * Text that looks different while something has just happened.
 * @param since RFC 3339; null: it has never happened
 */
export function Recent({
  since,
  withinMs,
  className,
  recentClassName,
  children,
}: {
  since: string | null;
  withinMs: number;
  className: string;
  recentClassName: string;
  children: ReactNode;
}) {
  const clock = useContext(ClockContext);
  const read = () => since !== null && clock.now - Date.parse(since) < withinMs;
  const isRecent = useSyncExternalStore(clock.subscribe, read, read);
  return <span className={isRecent ? recentClassName : className}>{children}</span>;
}

/**
 * The time since `since`, as kubectl prints it, updated every second.
 * @param since RFC 3339
 * @param format inserts the age into a sentence; by default only the age is shown
 */
export function Age({ since, format }: { since: string; format?: (age: string) => string }) {
  const clock = useContext(ClockContext);
  const messages = useMessages(podsCatalog);
  const read = () => {
    const age = formatAge(clock.now - Date.parse(since), messages.age);
    return format === undefined ? age : format(age);
  };
  const text = useSyncExternalStore(clock.subscribe, read, read);
  return (
    <time dateTime={since} title={since}>
      {text}
    </time>
  );
}
