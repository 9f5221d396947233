'use client';

import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { type ConnectionState, shownState } from '../../connection/connection-state.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { QUIET_LOOK, STATE_LOOKS } from './state-look.ts';

/** The state as icon and text, not only as colour. */
export function StateBadge({ state, isQuiet }: { state: ConnectionState; isQuiet: boolean }) {
  const { states } = useMessages(terminalCatalog);
  const shown = shownState(state);
  const { icon: Icon, motion, ink, ground } = isQuiet ? QUIET_LOOK : STATE_LOOKS[shown];
  // The exit code of a process that the server has ended says nothing about the process.
  const exitCode = state.kind === 'exited' && state.cause === undefined ? state.exitCode : null;
  const name = shown === 'exited' ? states.exited(exitCode) : states[shown];
  const failedExit = exitCode !== 0 && exitCode !== null;
  return (
    <span
      className={classNames(
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2 max-sm:px-1.5 font-medium text-xs',
        failedExit ? 'bg-warn-soft text-warn-text' : classNames(ground, ink),
      )}
    >
      <Icon aria-hidden className={classNames('size-3.5', motion)} />
      <span className="max-sm:sr-only">{isQuiet ? states.quiet : name}</span>
    </span>
  );
}
