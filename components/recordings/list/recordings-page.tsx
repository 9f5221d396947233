'use client';

import { CircleOff, Film, LoaderCircle, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { useScrollKeys } from '#components/actions/use-scroll-keys.ts';
import { podsHref } from '#components/addresses/pages.ts';
import { type RecordingsFilter, recordingsHref } from '#components/addresses/recordings.ts';
import { served } from '#components/addresses/served.ts';
import { FailureNotice } from '#components/failures/failure-notice.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { recordingsCatalog } from '../catalog.ts';
import { RecordingFilters } from './recording-filters.tsx';
import { RecordingTable } from './recording-table.tsx';
import { useRecordings } from './use-recordings.ts';

/**
 * The recordings that the user may replay.
 * @param initial as the address has it
 * @param isOn there is a store for recordings
 */
export function RecordingsPage({ initial, isOn }: { initial: RecordingsFilter; isOn: boolean }) {
  const messages = useMessages(recordingsCatalog);
  if (!isOn) {
    return (
      <Notice
        wholePage
        icon={CircleOff}
        tone="idle"
        title={messages.off}
        actions={
          <Button asChild variant="primary">
            <Link href={podsHref()}>{messages.toPods}</Link>
          </Button>
        }
      >
        {messages.offText}
      </Notice>
    );
  }
  return <Listed initial={initial} />;
}

function Listed({ initial }: { initial: RecordingsFilter }) {
  const messages = useMessages(recordingsCatalog);
  const [filter, setFilter] = useState(initial);
  const { state, refresh, more } = useRecordings(filter);
  const scroller = useRef<HTMLDivElement>(null);
  useScrollKeys(scroller);
  const href = recordingsHref(filter);
  useEffect(() => {
    window.history.replaceState(window.history.state, '', served(href));
  }, [href]);
  const isFiltered = href !== recordingsHref();
  const { kind, items, cursor, failure } = state;
  const refreshButton = (
    <Button onClick={refresh}>
      <RefreshCw aria-hidden />
      {messages.refresh}
    </Button>
  );
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto px-4 py-4">
      <div className="mx-auto grid max-w-7xl grid-cols-[minmax(0,1fr)] gap-4">
        <div className="flex flex-wrap items-start gap-2">
          <div className="min-w-0 flex-1 basis-64">
            <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
            <p className="text-ink-muted text-sm">{messages.text}</p>
          </div>
          {refreshButton}
        </div>
        <RecordingFilters filter={filter} onChange={setFilter} />
        {items.length > 0 && <RecordingTable recordings={items} />}
        {kind === 'failed' && failure !== undefined && (
          <FailureNotice
            failure={failure}
            place="shell"
            actions={
              <Button variant="primary" onClick={items.length === 0 ? refresh : more}>
                {messages.tryAgain}
              </Button>
            }
          />
        )}
        {kind === 'loading' && (
          <p role="status" className="flex items-center justify-center gap-2 py-8 text-ink-muted text-sm">
            <LoaderCircle aria-hidden className="size-4 motion-safe:animate-spin" />
            {items.length === 0 ? messages.loading : messages.loadingMore}
          </p>
        )}
        {kind === 'listed' && items.length === 0 && cursor === undefined && (
          <Notice icon={Film} tone="idle" title={messages.none}>
            {isFiltered ? messages.noneFound : messages.noneText}
          </Notice>
        )}
        {kind === 'listed' && cursor !== undefined && (
          <div className="grid justify-items-center gap-2 text-ink-muted text-sm">
            {items.length === 0 && <p>{messages.searchedFar}</p>}
            <Button onClick={more}>{messages.more}</Button>
          </div>
        )}
      </div>
    </div>
  );
}
