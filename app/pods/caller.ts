import { headers } from 'next/headers';
import { cache } from 'react';
import { type Caller, getRuntime } from '#server/runtime.ts';

/** The caller of the page request. Cached for each request. @throws `unauthenticated` */
export const pageCaller = cache(async (): Promise<Caller> => {
  return getRuntime().authenticate(await headers());
});
