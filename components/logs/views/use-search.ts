'use client';

import { useEffect, useMemo, useState } from 'react';
import { readFilter } from '../lines/line-filter.ts';
import type { LogLine } from '../lines/log-line.ts';
import type { LogModel, LogSnapshot } from '../lines/log-model.ts';

/** The search: what is typed, and steps from the marked line to the next one found. */
export function useSearch(
  model: LogModel,
  { lines, found, search: searched }: LogSnapshot,
  current: LogLine | undefined,
  mark: (line: LogLine) => void,
) {
  const [asked, setAsked] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  /** Enter is often pressed before the lines are searched. */
  const [step, setStep] = useState<-1 | 1>();
  const wanted = isOpen ? typed.trim() : '';
  const search = useMemo(() => searchOf(wanted), [wanted]);
  useEffect(() => {
    model.search = search;
  }, [model, search]);
  const index = current === undefined ? -1 : lines.indexOf(current);
  const place = found.indexOf(index);
  const isDone = searched === search;
  useEffect(() => {
    if (step === undefined || !isDone) return;
    setStep(undefined);
    const next = lines[stepFrom(found, index, step) ?? -1];
    if (next !== undefined) mark(next);
  }, [step, isDone, lines, found, index, mark]);
  return {
    isOpen,
    open() {
      setOpen(true);
      setAsked(asked + 1);
    },
    bar: {
      typed,
      asked,
      place: place + 1,
      count: isDone ? found.length : undefined,
      onType(text: string) {
        setTyped(text);
        setStep(undefined);
      },
      onClose: () => setOpen(false),
      onStep: setStep,
    },
  };
}

/** One text, or an expression between slashes; a blank is part of the text. */
function searchOf(typed: string) {
  if (typed === '') return undefined;
  const read = readFilter(/^\/.+\/[imsu]*$/.test(typed) ? typed : `"${typed.replaceAll('"', '')}"`);
  return read.kind === 'filter' ? read.filter : undefined;
}

/** The next place in this direction, around the ends; without a place to start from, from the end. */
export function stepFrom(found: readonly number[], from: number, step: -1 | 1): number | undefined {
  if (step === 1) return found.find((place) => place > from) ?? found[0];
  const before = from < 0 ? found : found.filter((place) => place < from);
  return before.at(-1) ?? found.at(-1);
}
