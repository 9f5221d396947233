'use client';

import { CircleCheck, CircleStop, CircleX, LoaderCircle, type LucideIcon, RefreshCw } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { ConnectionState, StateName } from '../connection/connection-state.ts';
import { type TerminalMessages, terminalCatalog } from '../words/catalog.ts';

const LOOKS: Record<StateName, { readonly icon: LucideIcon; readonly colors: string }> = {
  connecting: { icon: LoaderCircle, colors: 'bg-info-soft text-info-text [&_svg]:animate-spin' },
  ready: { icon: CircleCheck, colors: 'bg-good-soft text-good-text' },
  reconnecting: { icon: RefreshCw, colors: 'bg-warn-soft text-warn-text [&_svg]:animate-spin' },
  exited: { icon: CircleStop, colors: 'bg-idle-soft text-idle-text' },
  failed: { icon: CircleX, colors: 'bg-bad-soft text-bad-text' },
};

/** The state as icon and text, not only as colour. */
export function StateBadge({ state }: { state: ConnectionState }) {
  const messages = useMessages(terminalCatalog);
  const { icon: Icon, colors } = LOOKS[state.kind];
  const failedExit = state.kind === 'exited' && state.exitCode !== 0 && state.exitCode !== null;
  return (
    <span
      className={classNames(
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2 max-sm:px-1.5 font-medium text-xs',
        failedExit ? 'bg-warn-soft text-warn-text' : colors,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      <span className="max-sm:sr-only">{stateName(state, messages.states)}</span>
    </span>
  );
}

function stateName(state: ConnectionState, states: TerminalMessages['states']): string {
  return state.kind === 'exited' ? states.exited(state.exitCode) : states[state.kind];
}
