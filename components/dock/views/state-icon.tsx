'use client';

import { ScrollText, SquareTerminal } from 'lucide-react';
import type { ShownState } from '#components/terminal/connection/connection-state.ts';
import { STATE_LOOKS } from '#components/terminal/views/states/state-look.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { DockPane } from '../state/dock-layout.ts';

/** What works needs no mark of its state: its icon says what it is. */
const WORKING = {
  terminal: { icon: SquareTerminal, motion: '', ink: 'text-accent-text' },
  log: { icon: ScrollText, motion: '', ink: 'text-accent-text' },
} as const;

/** Icon for a pane's state, beside its name. The caller also gives the state in words. */
export function StateIcon({ kind, state }: { kind: DockPane['kind']; state: ShownState }) {
  const { icon: Icon, motion, ink } = state === 'ready' ? WORKING[kind] : STATE_LOOKS[state];
  return <Icon aria-hidden className={classNames('size-3.5 shrink-0', ink, motion)} />;
}
