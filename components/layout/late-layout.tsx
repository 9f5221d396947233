'use client';

import { lazy, type ReactNode, Suspense } from 'react';

const PageLayout = lazy(async () => {
  try {
    return { default: (await import('./page-layout.tsx')).PageLayout };
  } catch {
    // The server may be away; what stands inside is worth more than the frame.
    return { default: Bare };
  }
});

/** The frame around pages that hardly anybody sees; its code comes when one is shown. */
export function LateLayout({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={<Bare>{children}</Bare>}>
      <PageLayout>{children}</PageLayout>
    </Suspense>
  );
}

function Bare({ children }: { children: ReactNode }) {
  return <main className="flex h-dvh flex-col bg-canvas">{children}</main>;
}
