'use client';

import { createContext, type ReactNode, useContext } from 'react';

const CurrentContext = createContext('');

/** Provides the name of the server's current context to every component. */
export function CurrentContextProvider({
  name,
  children,
}: {
  /** '' if unknown. */
  name: string;
  children: ReactNode;
}) {
  return <CurrentContext value={name}>{children}</CurrentContext>;
}

/**
 * The name of the context that an address means. Undefined in an address means the server's current context, which may
 * be another one tomorrow, or for a colleague.
 * @returns '' if unknown
 */
export function useContextName(context: string | undefined): string {
  const current = useContext(CurrentContext);
  return context ?? current;
}
