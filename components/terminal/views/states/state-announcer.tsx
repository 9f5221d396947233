'use client';

import { failureCatalog } from '#components/failures/catalog.ts';
import { type FailureWords, failureWords } from '#components/failures/failure-words.ts';
import type { MessagesOf } from '#components/language/catalog.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import type { ConnectionState } from '../../connection/connection-state.ts';
import { attachCatalog } from '../../words/attach-catalog.ts';
import { type TerminalMessages, terminalCatalog } from '../../words/catalog.ts';

type Announcements = TerminalMessages['announce'];

/**
 * Announces each change of the state to screen readers once: failures assertively, the rest politely. It is invisible;
 * the elements that show the state are not live regions.
 */
export function StateAnnouncer({
  state,
  isAttached = false,
  watched,
  isQuiet = false,
  isSilent = false,
}: {
  state: ConnectionState;
  /** To a container's main process. */
  isAttached?: boolean;
  /** Somebody else's terminal: what is said of it instead. */
  watched?: Pick<Announcements, 'connecting' | 'exited'>;
  /** See {@link PaneView}. */
  isQuiet?: boolean;
  /** True: another terminal announces it. */
  isSilent?: boolean;
}) {
  const messages = useMessages(terminalCatalog);
  const attach = useMessages(attachCatalog);
  const failures = useMessages(failureCatalog);
  const { language } = useLanguage();
  const isFailure = state.kind === 'failed';
  const place = watched !== undefined ? 'watch' : isAttached ? 'attached' : 'shell';
  const announce = { ...(isAttached ? attachedWords(messages, attach) : messages.announce), ...watched };
  const failure = failureOf(state);
  const text =
    failure !== undefined
      ? failureText(failureWords(failure, failures, language, place), messages)
      : isQuiet
        ? messages.announce.quiet
        : announcement(state, announce);
  return (
    <>
      <p role="status" className="sr-only">
        {isFailure || isSilent ? '' : text}
      </p>
      <p role="alert" className="sr-only">
        {isFailure ? text : ''}
      </p>
    </>
  );
}

function failureText({ title, cause, next }: FailureWords, { announce }: TerminalMessages): string {
  return announce.failed(title, cause, next);
}

function attachedWords(
  messages: TerminalMessages,
  { connecting, ready, ended, againKey }: MessagesOf<typeof attachCatalog>,
): Announcements {
  const exited = (code: number | null) => `${ended(code)} ${againKey}`;
  return { ...messages.announce, connecting, ready, exited };
}

/** Why there is no shell, or why the server has ended it. */
function failureOf(state: ConnectionState) {
  if (state.kind === 'failed') return state.problem;
  return state.kind === 'exited' ? state.cause : undefined;
}

function announcement(state: ConnectionState, announce: Announcements): string {
  switch (state.kind) {
    case 'failed':
      // Has words of its own.
      return '';
    case 'connecting':
      return announce.connecting;
    case 'ready':
      return announce.ready(state.container);
    case 'reconnecting':
      return state.wasOpen ? announce.reconnecting : announce.notOpened;
    case 'exited':
      return announce.exited(state.exitCode);
  }
}
