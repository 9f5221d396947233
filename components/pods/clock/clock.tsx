'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { keyGaps } from '#components/keys/key-gaps.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { type PodsMessages, podsCatalog } from '../catalog.ts';
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
    let cancel = () => {};
    const timer = setInterval(() => {
      cancel();
      // The echo of a key in a terminal does not wait for ages.
      cancel = keyGaps.call(tick);
    }, 1000);
    return () => {
      clearInterval(timer);
      cancel();
    };
  }
}

const ClockContext = createContext<SecondHand>(new SecondHand(0));

/** Provides the time to {@link useTime}. @param renderedAt when the server rendered, so that hydration has the same text */
export function ClockProvider({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  const clock = useMemo(() => new SecondHand(renderedAt), [renderedAt]);
  useEffect(() => clock.start(), [clock]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/**
 * The time, for what says how long ago something was.
 * @param textOf what is made of the time; the component renders again when it changes
 * @returns milliseconds since the epoch
 */
export function useTime(textOf: (now: number) => string): number {
  const clock = useContext(ClockContext);
  const read = () => textOf(clock.now);
  useSyncExternalStore(clock.subscribe, read, read);
  return clock.now;
}

/**
 * The time since `since`, as kubectl prints it, updated every second.
 * @param since RFC 3339
 * @param format inserts the age into a sentence; by default only the age is shown
 */
export function Age({ since, format }: { since: string; format?: (age: string) => string }) {
  const messages = useMessages(podsCatalog);
  const textOf = (now: number) => ageText(since, now, messages, format);
  return ageElement(since, textOf(useTime(textOf)));
}

/** What {@link Age} shows. @param now milliseconds since the epoch */
export function ageText(
  since: string,
  now: number,
  { age: units }: Pick<PodsMessages, 'age'>,
  format?: (age: string) => string,
): string {
  const age = formatAge(now - Date.parse(since), units);
  return format === undefined ? age : format(age);
}

/** {@link Age} as a plain element, for rows. @param text the age */
export function ageElement(since: string, text: string) {
  return (
    <time dateTime={since} title={since}>
      {text}
    </time>
  );
}
