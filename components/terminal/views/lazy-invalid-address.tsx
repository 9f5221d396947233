'use client';

import { type ComponentProps, lazy, Suspense } from 'react';

const InvalidAddress = lazy(async () => ({
  default: (await import('./invalid-address.tsx')).InvalidAddress,
}));

/** Next sends this component's code with every page of a terminal; few addresses are invalid, so the rest is loaded on demand. */
export function LazyInvalidAddress(props: ComponentProps<typeof InvalidAddress>) {
  return (
    <Suspense>
      <InvalidAddress {...props} />
    </Suspense>
  );
}
