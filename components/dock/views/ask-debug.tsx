'use client';

import { useRef } from 'react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { DebugDialog } from '#components/debug/debug-dialog.tsx';
import type { DebugEntry } from '#components/debug/debug-stream.ts';

/** Asks for a debug container, for a new terminal. */
export function AskDebug({
  place,
  onAnswer,
}: {
  place: PodPlace;
  /** Gets what to attach to, or null if nothing is to be opened. */
  onAnswer: (entry: DebugEntry | null) => void;
}) {
  const before = useRef(document.activeElement);
  return (
    <DebugDialog
      place={place}
      onReady={onAnswer}
      onCancel={() => onAnswer(null)}
      onClosed={() => before.current instanceof HTMLElement && before.current.focus()}
    />
  );
}
