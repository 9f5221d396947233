'use client';

import { SquareTerminal } from 'lucide-react';
import type { ShownState } from '#components/terminal/connection/connection-state.ts';
import { STATE_LOOKS } from '#components/terminal/views/state-look.ts';
import { classNames } from '#components/ui/class-names.ts';

/** A terminal that works needs no mark of its state: its icon says what it is. */
const WORKING = { icon: SquareTerminal, motion: '', ink: 'text-accent-text' };

/** Icon for a terminal's state, beside its name. The caller also gives the state in words. */
export function StateIcon({ state }: { state: ShownState }) {
  const { icon: Icon, motion, ink } = state === 'ready' ? WORKING : STATE_LOOKS[state];
  return <Icon aria-hidden className={classNames('size-3.5 shrink-0', ink, motion)} />;
}
