'use client';

import { LoaderCircle, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useState } from 'react';
import { podsHref } from '#components/addresses/pages.ts';
import { BrandHeader } from '#components/contexts/brand-header.tsx';
import { FailureNotice } from '#components/failures/failure-notice.tsx';
import type { Answer, Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import type { ViewPlace } from '#protocol/sharing.ts';
import type { ConnectionSettings } from '../pane/session/browser-ports.ts';
import { sharingCatalog } from '../sharing/catalog.ts';
import { openLink } from '../sharing/sharing-requests.ts';

const WatchedTerminal = onDemand(async () => (await import('./watched-terminal.tsx')).WatchedTerminal);

interface WatchPageProps {
  readonly viewId: string;
  readonly settings: ConnectionSettings;
  /** Language and theme, for the header. */
  readonly switches: ReactNode;
}

/** The page of a link: asks where it leads, and shows the shell to those who may watch it. */
export function WatchPage(props: WatchPageProps) {
  const [attempt, setAttempt] = useState(0);
  return <Attempt key={attempt} {...props} onRetry={() => setAttempt(attempt + 1)} />;
}

/** Asks once. */
function Attempt({ viewId, settings, switches, onRetry }: WatchPageProps & { readonly onRetry: () => void }) {
  const [answer, setAnswer] = useState<Answer<ViewPlace> | null>(null);
  useEffect(() => {
    const left = new AbortController();
    void openLink(viewId, left.signal).then((found) => {
      if (!left.signal.aborted) setAnswer(found);
    });
    return () => left.abort();
  }, [viewId]);
  if (answer === null) return <Opening switches={switches} />;
  if (answer.kind === 'failed')
    return <Refused failure={answer.failure} switches={switches} onRetry={onRetry} />;
  return <WatchedTerminal viewId={viewId} shell={answer.body} settings={settings} switches={switches} />;
}

/** The page while no shell is shown. */
function Frame({ switches, children }: { switches: ReactNode; children: ReactNode }) {
  const { watcher: words } = useMessages(sharingCatalog);
  usePageTitle(words.title);
  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <BrandHeader podsHref={podsHref()} toPods={words.toPods}>
        {switches}
      </BrandHeader>
      <main className="grid flex-1">{children}</main>
    </div>
  );
}

function Opening({ switches }: { switches: ReactNode }) {
  const { watcher: words } = useMessages(sharingCatalog);
  return (
    <Frame switches={switches}>
      <p role="status" className="flex items-center gap-2 place-self-center text-ink-muted text-sm">
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
        {words.loading}
      </p>
    </Frame>
  );
}

function Refused({
  failure,
  switches,
  onRetry,
}: {
  failure: Failure;
  switches: ReactNode;
  onRetry: () => void;
}) {
  const { watcher: words } = useMessages(sharingCatalog);
  return (
    <Frame switches={switches}>
      <FailureNotice
        failure={failure}
        place="watch"
        wholePage
        actions={
          <>
            <Button variant="primary" onClick={onRetry}>
              <RefreshCw aria-hidden />
              {words.tryAgain}
            </Button>
            <Button asChild>
              <Link href={podsHref()}>{words.toPods}</Link>
            </Button>
          </>
        }
      />
    </Frame>
  );
}
