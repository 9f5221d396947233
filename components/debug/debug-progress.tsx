import { LoaderCircle } from 'lucide-react';
import type { MessagesOf } from '#components/language/catalog.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { DebugProgress as Step } from '#protocol/debug.ts';
import { debugCatalog } from './catalog.ts';

/** What has happened of the start of a debug container, or of a copy. */
export function DebugProgress({ progress, isCopy }: { progress: readonly Step[]; isCopy: boolean }) {
  const messages = useMessages(debugCatalog);
  const starting = isCopy ? messages.startingCopy : messages.starting;
  return (
    <div className="grid gap-2 text-sm">
      <p className="flex items-center gap-2">
        <LoaderCircle aria-hidden className="size-4 animate-spin text-info-text" />
        {starting}
      </p>
      <ol role="log" aria-label={starting} className="grid max-h-48 gap-1 overflow-y-auto text-xs">
        {progress.map((one) => (
          <li key={`${one.kind} ${one.reason} ${one.message}`} className="wrap-anywhere">
            {one.kind === 'created' ? (
              createdText(messages, one)
            ) : (
              <>
                <span className="font-medium">{one.reason}</span>{' '}
                <span className="text-ink-muted">{one.message}</span>
              </>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function createdText(messages: MessagesOf<typeof debugCatalog>, { container, pod }: Step): string {
  return pod === undefined ? messages.created(container) : messages.createdCopy(pod, container);
}
