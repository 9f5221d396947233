'use client';

import { lazy, type ReactNode, Suspense } from 'react';

const ShellFrame = lazy(async () => {
  try {
    return { default: (await import('./shell-frame.tsx')).ShellFrame };
  } catch {
    // The server may be away; what stands inside is worth more than the frame.
    return { default: Bare };
  }
});

/** The frame around pages that hardly anybody sees; its code comes when one is shown. */
export function LateShellFrame({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={<Bare>{children}</Bare>}>
      <ShellFrame>{children}</ShellFrame>
    </Suspense>
  );
}

function Bare({ children }: { children: ReactNode }) {
  return <main className="flex h-dvh flex-col bg-canvas">{children}</main>;
}
