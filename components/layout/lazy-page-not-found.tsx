'use client';

import { lazy, Suspense } from 'react';

const PageNotFound = lazy(async () => ({ default: (await import('./page-not-found.tsx')).PageNotFound }));

/** Next sends this component's code with every page, so the rest is loaded on demand. */
export function LazyPageNotFound() {
  return (
    <Suspense>
      <PageNotFound />
    </Suspense>
  );
}
