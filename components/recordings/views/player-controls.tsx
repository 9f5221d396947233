'use client';

import {
  FastForward,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  Search,
  SquareChevronRight,
  StepForward,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { ChoiceSelect } from '#components/ui/choice/choice-select.tsx';
import { CALM_MS, useLasting } from '#components/ui/use-lasting.ts';
import { recordingsCatalog } from '../catalog.ts';
import { commandsOf } from '../player/marks.ts';
import { SPEEDS } from '../player/player.ts';
import type { Mark } from '../player/replay.ts';
import { localTime, playTime } from '../times.ts';
import { type GoToMark, MarkButtons } from './mark-buttons.tsx';
import { PlayerButton } from './player-button.tsx';
import type { RecordingPane } from './recording-pane.ts';
import { markLabel, SeekBar } from './seek-bar.tsx';
import { STEP_MS } from './use-player-keys.ts';
import { usePlayerView, useReplayView } from './use-recording-pane.ts';

/** A mark is named for so long after its moment. Milliseconds. */
const MARK_SHOWN_MS = 2_000;

/** The bar under the screen. */
export function PlayerControls({
  pane,
  startedAt,
  durationMs,
  bytes,
  isLive,
  onMark,
  onSearch,
  showsCommands,
  onCommands,
  children,
}: {
  pane: RecordingPane;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** As the recording's list knows it. */
  durationMs: number;
  /** Size of the file. */
  bytes: number;
  isLive: boolean;
  onMark: GoToMark;
  onSearch: () => void;
  /** The list of commands is open. */
  showsCommands: boolean;
  onCommands: () => void;
  /** Further buttons. */
  children: ReactNode;
}) {
  const messages = useMessages(recordingsCatalog);
  const { language } = useLanguage();
  const { player } = pane;
  const { state, position: wanted, speed, skipsPauses } = usePlayerView(pane);
  const { reading } = useReplayView(pane);
  const { until, isWhole } = reading;
  const length = isWhole ? until : Math.max(until, durationMs);
  // It may be asked for the end, or by a link, before the end is known.
  const position = Math.min(wanted, length);
  const isPlaying = state.kind === 'playing' || (state.kind === 'waiting' && state.plays);
  const isLate = useLasting(state.kind === 'waiting', CALM_MS);
  const percent = bytes === 0 ? 0 : Math.min(99, Math.floor((reading.bytes / bytes) * 100));
  const isAtLiveEnd = isLive && !isWhole && position >= until;
  const mark = markAt(reading.marks, position);
  const told =
    state.kind === 'failed'
      ? messages.failedAt
      : isAtLiveEnd
        ? messages.waitingLive
        : !isWhole && !isLive
          ? messages.preparing(percent)
          : isLate
            ? messages.waiting
            : mark === undefined
              ? ''
              : markLabel(messages, mark);
  const playLabel = isPlaying ? messages.pause : state.kind === 'ended' ? messages.again : messages.play;
  const clock = localTime(language, startedAt + position);
  return (
    <section
      aria-label={messages.player}
      className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-1 border-line border-t bg-surface px-3 pt-1 pb-2"
    >
      <div className="flex items-center gap-3">
        <SeekBar
          position={position}
          length={length}
          prepared={until}
          marks={reading.marks}
          valueText={messages.positionText(playTime(position), playTime(length), clock)}
          onSeek={(at) => player.seek(at)}
        />
      </div>
      <div className="flex flex-wrap items-center gap-1">
        <PlayerButton label={playLabel} shortcut="K" variant="primary" onClick={() => player.toggle()}>
          {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
        </PlayerButton>
        <PlayerButton label={messages.back} shortcut="J" onClick={() => player.seek(position - STEP_MS)}>
          <RotateCcw aria-hidden />
        </PlayerButton>
        <PlayerButton label={messages.forward} shortcut="L" onClick={() => player.seek(position + STEP_MS)}>
          <RotateCw aria-hidden />
        </PlayerButton>
        <MarkButtons marks={reading.marks} onMark={onMark} />
        <span className="px-1 text-sm tabular-nums">
          {playTime(position)} / {playTime(length)}
        </span>
        <span className="flex min-w-0 flex-1 basis-48 items-baseline text-ink-muted text-xs">
          <time
            dateTime={new Date(startedAt + position).toISOString()}
            className="shrink-0 px-1 tabular-nums"
          >
            {clock}
          </time>
          <output className="min-w-0 truncate px-1" title={told}>
            {told}
          </output>
        </span>
        {state.kind === 'failed' && (
          <Button size="sm" onClick={() => player.play()}>
            {messages.tryAgain}
          </Button>
        )}
        <div className="ml-auto flex flex-wrap items-center gap-1">
          <PlayerButton
            label={messages.skipPauses}
            shortcut="I"
            isPressed={skipsPauses}
            onClick={() => player.setSkipsPauses(!skipsPauses)}
          >
            {skipsPauses ? <FastForward aria-hidden /> : <StepForward aria-hidden />}
          </PlayerButton>
          <ChoiceSelect
            label={messages.speed}
            value={`${speed}`}
            choices={SPEEDS.map((value) => ({ value: `${value}`, label: `${value}×` }))}
            onChoose={(chosen) => player.setSpeed(SPEEDS.find((one) => `${one}` === chosen) ?? 1)}
          />
          {commandsOf(reading.marks).length > 0 && (
            <PlayerButton label={messages.commands} isPressed={showsCommands} onClick={onCommands}>
              <SquareChevronRight aria-hidden />
            </PlayerButton>
          )}
          <PlayerButton label={messages.search.open} shortcut="/" onClick={onSearch}>
            <Search aria-hidden />
          </PlayerButton>
          {children}
        </div>
      </div>
    </section>
  );
}

/** The newest mark, if it is still to be named. */
function markAt(marks: readonly Mark[], position: number): Mark | undefined {
  const shown = marks.filter(({ at }) => at <= position && position < at + MARK_SHOWN_MS);
  return shown.reduce<Mark | undefined>(
    (newest, one) => ((newest?.at ?? 0) > one.at ? newest : one),
    undefined,
  );
}
