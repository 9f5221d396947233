'use client';

import { CircleStop, CircleX, LoaderCircle, type LucideIcon, RefreshCw, SquareTerminal } from 'lucide-react';
import type { StateName } from '#components/terminal/connection/connection-state.ts';
import { classNames } from '#components/ui/class-names.ts';

const LOOKS: Record<StateName, { readonly icon: LucideIcon; readonly color: string }> = {
  connecting: { icon: LoaderCircle, color: 'text-info-text animate-spin' },
  ready: { icon: SquareTerminal, color: 'text-accent-text' },
  reconnecting: { icon: RefreshCw, color: 'text-warn-text animate-spin' },
  exited: { icon: CircleStop, color: 'text-ink-muted' },
  failed: { icon: CircleX, color: 'text-bad-text' },
};

/** Icon for a terminal's state, beside its name. The caller also gives the state in words. */
export function StateIcon({ state }: { state: StateName }) {
  const { icon: Icon, color } = LOOKS[state];
  return <Icon aria-hidden className={classNames('size-3.5 shrink-0', color)} />;
}
