'use client';

import { useCallback } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { contextsCatalog } from './catalog.ts';
import { useContextName } from './context-name.tsx';

/**
 * Says where a namespace is, for screen readers, as in `namespace team-a, context prod`.
 * @param context of an address; undefined: the server's current one
 */
export function useWhere(context: string | undefined): (namespace: string) => string {
  const { where } = useMessages(contextsCatalog);
  const name = useContextName(context);
  return useCallback((namespace) => where(namespace, name), [where, name]);
}
