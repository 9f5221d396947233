'use client';

import { lazy, type ReactNode, Suspense } from 'react';

const PageLayout = lazy(async () => {
  try {
    return { default: (await import('./page-layout.tsx')).PageLayout };
  } catch {
    // If the code cannot be loaded, show the content without the layout.
    return { default: Bare };
  }
});

/**
 * The layout for rarely shown pages; its code loads when one is shown. The content waits for it: without its layout it would
 * be read, and then be there a second time.
 */
export function LazyLayout({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={<Bare />}>
      <PageLayout>{children}</PageLayout>
    </Suspense>
  );
}

function Bare({ children }: { children?: ReactNode }) {
  return <main className="flex h-dvh flex-col bg-canvas">{children}</main>;
}
