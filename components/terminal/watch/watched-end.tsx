'use client';

import { SquareTerminal } from 'lucide-react';
import { failureCatalog } from '#components/failures/catalog.ts';
import { failureWords } from '#components/failures/failure-words.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import type { ConnectionState } from '../connection/connection-state.ts';
import { sharingCatalog } from '../sharing/catalog.ts';
import type { SharedProcess } from '../sharing/shared-process.ts';

/** How somebody else's terminal has ended; '' while it goes on. @param of what it showed */
export function useEndText(state: ConnectionState, of: SharedProcess): string {
  const { watcher: words } = useMessages(sharingCatalog);
  const failures = useMessages(failureCatalog);
  const { language } = useLanguage();
  if (state.kind !== 'exited') return '';
  const { cause, exitCode } = state;
  // The exit code of a shell that was killed says nothing more.
  if (cause !== undefined) return failureWords(cause, failures, language, 'watch').cause;
  return words.ended[of](exitCode);
}

/** Under the last screen of somebody else's terminal. */
export function WatchedEnd({ text }: { text: string }) {
  const { watcher: words } = useMessages(sharingCatalog);
  return (
    <p className="order-last flex shrink-0 items-center gap-3 border-line border-t bg-surface px-4 py-2 text-sm">
      <SquareTerminal aria-hidden className="size-4 shrink-0 text-ink-muted" />
      <span>
        {text}
        <span className="block text-ink-muted text-xs">{words.endedHint}</span>
      </span>
    </p>
  );
}
