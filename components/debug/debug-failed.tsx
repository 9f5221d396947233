import { Bug } from 'lucide-react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { copyPodLine } from '#components/failures/kubectl-line.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { ServerQuote } from '#components/failures/server-quote.tsx';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { CopyLine } from '#components/links/copy-line.tsx';
import type { ExecAccess } from '#protocol/api.ts';
import { debugCatalog } from './catalog.ts';

/** Why there is no debug container. */
export function DebugFailed({
  failure,
  place,
  copies,
}: {
  failure: Failure;
  place: PodPlace;
  /** Whether the caller may debug a copy instead; undefined where that is of no use. */
  copies: ExecAccess | undefined;
}) {
  const messages = useMessages(debugCatalog);
  const words = useFailureWords(failure, 'shell');
  const own = Object.entries(messages.codes).find(([code]) => code === failure.code)?.[1];
  return (
    <div role="alert" className="grid gap-2 text-sm">
      <p className="flex items-center gap-2 font-semibold">
        <Bug aria-hidden className="size-4 text-warn-text" />
        {own === undefined ? words.title : messages.failed}
      </p>
      <p>{own ?? `${words.cause} ${words.next}`}</p>
      {failure.detail !== '' && (
        <p className="text-ink-muted text-xs wrap-anywhere">
          <ServerQuote text={failure.detail} />
        </p>
      )}
      {copies?.allowed === false && (
        <>
          <p className="text-ink-muted text-xs wrap-anywhere">
            {messages.mayNotCopy} <ServerQuote text={copies.detail} />
          </p>
          <CopyLine label={messages.copy} text={copyPodLine(place)} />
        </>
      )}
      <code className="font-mono text-2xs text-ink-muted">{failure.code}</code>
    </div>
  );
}
