'use client';

import type { ReactNode } from 'react';
import { playTime } from '../times.ts';

/** A moment of a recording, and what was there. */
export interface ListedMoment {
  readonly key: number;
  /** Milliseconds since the start. */
  readonly at: number;
  readonly content: ReactNode;
}

/** Moments of a recording, each of which leads there. */
export function MomentList({
  label,
  moments,
  current,
  onChoose,
  onClose,
}: {
  label: string;
  moments: readonly ListedMoment[];
  /** Place of the one that is shown; -1: none. */
  current: number;
  /** @param index of a moment */
  onChoose: (index: number) => void;
  onClose: () => void;
}) {
  return (
    <ol aria-label={label} className="max-h-40 overflow-y-auto border-line border-b bg-sunken py-1 text-xs">
      {moments.map(({ key, at, content }, index) => (
        <li key={key}>
          <button
            type="button"
            aria-current={index === current}
            onClick={() => onChoose(index)}
            onKeyDown={({ key: pressed }) => pressed === 'Escape' && onClose()}
            className="flex w-full items-baseline gap-3 px-3 py-0.5 text-left hover:bg-hover aria-current:bg-accent-soft pointer-coarse:min-h-11"
          >
            <span className="shrink-0 text-ink-muted tabular-nums">{playTime(at)}</span>
            {content}
          </button>
        </li>
      ))}
    </ol>
  );
}
