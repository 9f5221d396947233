'use client';

import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import { type TerminalMessages, terminalCatalog } from '../words/catalog.ts';
import { QUIET_LOOK, STATE_LOOKS } from './state-look.ts';

/** The state as icon and text, not only as colour. */
export function StateBadge({ state, isQuiet }: { state: ConnectionState; isQuiet: boolean }) {
  const messages = useMessages(terminalCatalog);
  const { icon: Icon, motion, ink, ground } = isQuiet ? QUIET_LOOK : STATE_LOOKS[state.kind];
  const failedExit = state.kind === 'exited' && state.exitCode !== 0 && state.exitCode !== null;
  return (
    <span
      className={classNames(
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2 max-sm:px-1.5 font-medium text-xs',
        failedExit ? 'bg-warn-soft text-warn-text' : classNames(ground, ink),
      )}
    >
      <Icon aria-hidden className={classNames('size-3.5', motion)} />
      <span className="max-sm:sr-only">
        {isQuiet ? messages.states.quiet : stateName(state, messages.states)}
      </span>
    </span>
  );
}

function stateName(state: ConnectionState, states: TerminalMessages['states']): string {
  return state.kind === 'exited' ? states.exited(state.exitCode) : states[state.kind];
}
