'use client';

import type { ConnectionState } from './connection-state.ts';
import { failureWords } from './failure-words.ts';
import { messages } from './terminal-messages.ts';

/**
 * Tells screen readers about changes of the state, once each: a failure at once, the rest when they pause. Shows
 * nothing; what shows the state is no live region itself.
 */
export function StateAnnouncer({ state }: { state: ConnectionState }) {
  const isFailure = state.kind === 'failed';
  const text = announcement(state);
  return (
    <>
      <p role="status" className="sr-only">
        {isFailure ? '' : text}
      </p>
      <p role="alert" className="sr-only">
        {isFailure ? text : ''}
      </p>
    </>
  );
}

function announcement(state: ConnectionState): string {
  switch (state.kind) {
    case 'connecting':
      return messages.announce.connecting;
    case 'ready':
      return messages.announce.ready(state.container);
    case 'reconnecting':
      return state.wasOpen ? messages.announce.reconnecting : messages.announce.notOpened;
    case 'exited':
      return messages.announce.exited(state.exitCode);
    case 'failed': {
      const { title, cause, next } = failureWords(state.problem);
      return `${title}. ${cause} ${next}`;
    }
  }
}
