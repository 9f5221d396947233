'use client';

import { lazy, Suspense } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { errorCatalog } from './catalog.ts';
import type { ErrorPageProps } from './error-page.tsx';

const ErrorPage = lazy(async () => {
  try {
    return { default: (await import('./error-page.tsx')).ErrorPage };
  } catch {
    // The server may be down; its page says the same without pictures and layout.
    return { default: PlainErrorPage };
  }
});

/** Next sends this component's code with every page, so the rest loads when it is shown. */
export function LazyErrorPage(props: ErrorPageProps) {
  return (
    <Suspense>
      <ErrorPage {...props} />
    </Suspense>
  );
}

function PlainErrorPage({ digest, onRetry }: ErrorPageProps) {
  const messages = useMessages(errorCatalog);
  return (
    <main role="alert" className="grid justify-items-start gap-4 p-4">
      <h1 className="font-semibold text-lg">{messages.title}</h1>
      <p>{messages.text}</p>
      {digest !== undefined && <p>{messages.digest(digest)}</p>}
      <button type="button" onClick={onRetry} className="rounded-md border border-line-strong px-3 py-1">
        {messages.tryAgain}
      </button>
    </main>
  );
}
