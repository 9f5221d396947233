import { headers } from 'next/headers';
import { cache } from 'react';
import { type Caller, getRuntime } from '#server/runtime.ts';

/** Who asks for the page; found once for a request. @throws `unauthenticated` */
export const pageCaller = cache(async (): Promise<Caller> => {
  return getRuntime().authenticate(await headers());
});
