'use client';

import '@xterm/xterm/css/xterm.css';
import Link from 'next/link';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { podHref } from '#components/addresses/pages.ts';
import { recordingsHref } from '#components/addresses/recordings.ts';
import { whereText } from '#components/addresses/shell-place.ts';
import { useWhere } from '#components/contexts/use-where.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { useScreenLook } from '#components/terminal/views/settings/use-screen-look.ts';
import { Button } from '#components/ui/button.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { recordingsCatalog } from '../catalog.ts';
import { markBeside } from '../player/marks.ts';
import { CommandList } from './command-list.tsx';
import type { GoToMark } from './mark-buttons.tsx';
import { CopyMoment, DownloadCast } from './moment-actions.tsx';
import { OutputResults } from './output-results.tsx';
import { PlayerControls } from './player-controls.tsx';
import { RecordingFacts } from './recording-facts.tsx';
import { RecordingFailure } from './recording-failure.tsx';
import type { RecordingPane } from './recording-pane.ts';
import { useListedReplay } from './use-listed-replay.ts';
import { takeScreenKey, usePlayerKeys } from './use-player-keys.ts';
import { useRecordingPane, useReplayView } from './use-recording-pane.ts';

const UNREADABLE = { code: 'recording-unreadable', detail: '' };

/** Between two questions whether the end of a recording is known. Milliseconds. */
const ENDED_MS = 2_000;

/** Facts, screen and player of a recording. */
export function RecordingPlayer({
  recording,
  position,
  onReload,
  onEnded,
}: {
  recording: RecordingMeta;
  /** Where to begin, in milliseconds. */
  position: number;
  /** Asks for everything again. */
  onReload: () => void;
  /** A live recording has ended: asks again what it is. */
  onEnded: () => void;
}) {
  const messages = useMessages(recordingsCatalog);
  const { id, state, namespace, pod, container, context } = recording;
  const where = useWhere(context)(namespace);
  // What is read goes on when the recording ends meanwhile.
  const [isLive] = useState(state === 'live');
  const place = useRef<HTMLDivElement>(null);
  const look = useScreenLook();
  const opened = useRecordingPane(place, id, isLive, look, position);
  const pane = opened.kind === 'open' ? opened.pane : undefined;
  const [asked, setAsked] = useState(0);
  const openSearch = useCallback(() => setAsked((before) => before + 1), []);
  const [showsCommands, setShowsCommands] = useState(false);
  const goToMark = useCallback<GoToMark>(
    (kinds, direction) => {
      const mark =
        pane && markBeside(pane.replay.prepared.marks, kinds, pane.player.view.position, direction);
      if (mark !== undefined) pane?.player.seek(mark.at);
    },
    [pane],
  );
  usePlayerKeys(pane?.player, goToMark, openSearch);
  useListedReplay(pane, recording);
  const view = useReplayView(pane);
  const hasEnded = state === 'live' && view?.reading.isWhole === true;
  useEffect(() => {
    if (!hasEnded) return;
    // The store hears of the end a moment later than of the last output.
    const timer = setInterval(onEnded, ENDED_MS);
    return () => clearInterval(timer);
  }, [hasEnded, onEnded]);
  const failure = opened.kind === 'broken' ? UNREADABLE : view?.failure;
  if (failure !== undefined && (view?.reading.events ?? 0) === 0) {
    return <RecordingFailure id={id} failure={failure} onAgain={onReload} />;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-baseline gap-x-3 border-line border-b bg-surface px-4 py-2 text-sm">
        <Link href={recordingsHref()} className="rounded-sm text-accent-text hover:underline">
          {messages.title}
        </Link>
        <span aria-hidden className="-mx-1 text-line-strong">
          /
        </span>
        <h1 className="wrap-anywhere font-mono font-semibold text-base">
          <Link
            href={podHref({ context, namespace, pod })}
            prefetch={false}
            className="rounded-sm hover:underline"
          >
            {pod}
          </Link>
        </h1>
        <span className="text-ink-muted text-xs">
          {[container, whereText(namespace, context)].filter((part) => part !== '').join(' · ')}
        </span>
      </div>
      <RecordingFacts recording={recording} reading={view?.reading} />
      {failure !== undefined && (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-2 bg-warn-soft px-4 py-2 text-sm text-warn-text"
        >
          <span>
            <FailureText failure={failure} place="shell" />
          </span>
          <Button size="sm" onClick={onReload}>
            {messages.tryAgain}
          </Button>
        </div>
      )}
      {failure === undefined && view?.reading.isBehind === true && (
        <p role="status" className="bg-info-soft px-4 py-2 text-info-text text-sm">
          {messages.behind}
        </p>
      )}
      {pane !== undefined && asked > 0 && (
        <OutputResults pane={pane} asked={asked} onClose={() => setAsked(0)} />
      )}
      {pane !== undefined && showsCommands && (
        <CommandList pane={pane} onClose={() => setShowsCommands(false)} />
      )}
      <Screen
        pane={pane}
        place={place}
        label={messages.screen(messages.place(pod, container, where))}
        id={id}
      />
      {pane !== undefined && (
        <PlayerControls
          pane={pane}
          startedAt={recording.startedAt}
          durationMs={recording.durationMs}
          bytes={recording.bytes}
          isLive={isLive}
          onMark={goToMark}
          onSearch={openSearch}
          showsCommands={showsCommands}
          onCommands={() => setShowsCommands(!showsCommands)}
        >
          <CopyMoment id={id} player={pane.player} />
          <DownloadCast id={id} />
        </PlayerControls>
      )}
    </div>
  );
}

function Screen({
  pane,
  place,
  label,
  id,
}: {
  pane: RecordingPane | undefined;
  place: RefObject<HTMLDivElement | null>;
  label: string;
  id: string;
}) {
  return (
    <ScrollRegion
      label={label}
      takesKeys
      onPointerDown={({ currentTarget }) => currentTarget.focus()}
      onKeyDown={(event) => {
        if (pane === undefined) return;
        if (takeScreenKey(event, pane.player, (pages) => pane.screen.scrollPages(pages))) {
          event.preventDefault();
        }
      }}
      className="flex min-h-0 flex-1 flex-col overflow-x-auto bg-sunken p-2"
    >
      {/* The region around it takes keys, which in a terminal would be the shell's. */}
      <div
        ref={place}
        data-podshell-terminal={id}
        data-state={pane === undefined ? 'connecting' : 'ready'}
        className="grid min-h-0 flex-1 place-content-center-safe contain-size"
      />
    </ScrollRegion>
  );
}
