'use client';

import { lazy, Suspense } from 'react';

const PageNotFound = lazy(async () => ({ default: (await import('./page-not-found.tsx')).PageNotFound }));

/** Next sends the code of this one with every page, so it is only this much. */
export function LatePageNotFound() {
  return (
    <Suspense>
      <PageNotFound />
    </Suspense>
  );
}
