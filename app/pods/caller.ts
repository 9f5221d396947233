import { type Caller, getRuntime } from '#server/runtime.ts';

/** The caller of the page request. @throws `unauthenticated` */
export function pageCaller(): Caller {
  return getRuntime().caller();
}
