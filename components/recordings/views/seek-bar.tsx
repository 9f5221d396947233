'use client';

import './seek-bar.css';
import { useMemo } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { type RecordingsMessages, recordingsCatalog } from '../catalog.ts';
import { spreadMarks } from '../player/marks.ts';
import type { Mark } from '../player/replay.ts';

const LOOKS: Record<Mark['kind'], string> = {
  marker: 'bg-info-text',
  gap: 'bg-bad-text',
  size: 'bg-ink-faint',
  command: 'bg-good-text',
};

const FAILED = 'bg-warn-text';

/** Marks that are shown, at most. */
const PLACES = 300;

/** Keys move by so much. Milliseconds. */
const STEP = 1_000;

/** Shows where the player is, and leads anywhere. */
export function SeekBar({
  position,
  length,
  prepared,
  marks,
  valueText,
  onSeek,
}: {
  /** All in milliseconds. */
  position: number;
  length: number;
  /** Up to here, a moment is shown at once. */
  prepared: number;
  marks: readonly Mark[];
  valueText: string;
  onSeek: (position: number) => void;
}) {
  const messages = useMessages(recordingsCatalog);
  const shown = useMemo(() => spreadMarks(marks, length, PLACES), [marks, length]);
  const part = (at: number) => `${length === 0 ? 0 : Math.min(100, (at / length) * 100)}%`;
  return (
    <div className="relative flex h-8 min-w-0 flex-1 items-center pointer-coarse:h-11">
      <div className="pointer-events-none absolute inset-x-0 h-1.5 overflow-hidden rounded-sm bg-line-strong forced-colors:border">
        <div className="absolute inset-y-0 left-0 bg-ink-faint" style={{ width: part(prepared) }} />
        <div
          className="absolute inset-y-0 left-0 bg-accent forced-colors:bg-[Highlight] forced-color-adjust-none"
          style={{ width: part(position) }}
        />
      </div>
      <input
        type="range"
        min={0}
        max={Math.max(length, 1)}
        step={STEP / 10}
        value={Math.min(position, length)}
        aria-label={messages.position}
        aria-valuetext={valueText}
        onChange={({ target }) => onSeek(Number(target.value))}
        className="replay-bar absolute inset-0 size-full cursor-pointer appearance-none bg-transparent"
      />
      {shown.map(({ kind, at, exitCode = 0 }) => (
        <span
          key={`${kind}${at}`}
          aria-hidden
          className={classNames(
            'pointer-events-none absolute top-1 h-2 w-1 -translate-x-1/2 rounded-sm',
            exitCode === 0 ? LOOKS[kind] : FAILED,
          )}
          style={{ left: part(at) }}
        />
      ))}
    </div>
  );
}

export function markLabel({ marks }: RecordingsMessages, { kind, label, exitCode }: Mark): string {
  return kind === 'command' ? marks.command(label, exitCode) : marks[kind](label);
}
