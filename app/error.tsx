'use client';

import { LazyErrorPage } from '#components/layout/error/lazy-error-page.tsx';

/** The page for an unexpected error while rendering. */
export default function ErrorBoundaryPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <LazyErrorPage digest={error.digest} onRetry={reset} />;
}
