'use client';

import type { ConnectionState } from './connection-state.ts';
import { failureWords } from './failure-words.ts';
import { messages } from './terminal-messages.ts';

/** Tells screen readers about changes of the state; shows nothing. */
export function StateAnnouncer({ state }: { state: ConnectionState }) {
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {announcement(state)}
    </p>
  );
}

function announcement(state: ConnectionState): string {
  switch (state.kind) {
    case 'connecting':
      return messages.announce.connecting;
    case 'ready':
      return messages.announce.ready(state.container);
    case 'reconnecting':
      return messages.announce.reconnecting;
    case 'exited':
      return messages.announce.exited(state.exitCode);
    case 'failed': {
      const { title, cause, next } = failureWords(state.problem);
      return `${title}. ${cause} ${next}`;
    }
  }
}
