'use client';

import { SquareTerminal } from 'lucide-react';
import { failureCatalog } from '#components/failures/catalog.ts';
import { failureWords } from '#components/failures/failure-words.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import type { ConnectionState } from '../connection/connection-state.ts';
import { sharingCatalog } from '../sharing/catalog.ts';
import { attachCatalog } from '../words/attach-catalog.ts';

/**
 * How somebody else's terminal has ended; '' while it goes on.
 * @param isAttached to a container's main process
 */
export function useEndText(state: ConnectionState, isAttached: boolean): string {
  const { watcher: words } = useMessages(sharingCatalog);
  const attach = useMessages(attachCatalog);
  const failures = useMessages(failureCatalog);
  const { language } = useLanguage();
  if (state.kind !== 'exited') return '';
  const { cause, exitCode } = state;
  // The exit code of a shell that was killed says nothing more.
  if (cause !== undefined) return failureWords(cause, failures, language, 'watch').cause;
  return isAttached ? attach.ended(exitCode) : words.ended(exitCode);
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
