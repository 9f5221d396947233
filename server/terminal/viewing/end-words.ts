/** Why a shell was ended that would have gone on, for those who watch it: its exit code alone says only that it was killed. */

import type { EndCode } from '#protocol/end-codes.ts';
import type { ToastMessage } from '#protocol/messages.ts';
import type { SessionEndCause } from '../session-observer.ts';

/** What holds for a process that goes on, where the owner was attached to it, too. */
const WORDS = {
  'idle-limit': 'The server closed this terminal because nothing was typed for too long.',
  'life-limit': 'The server closed this terminal because its time limit was reached.',
  'unattached-limit':
    'The server closed this terminal because its owner left more of them open than it keeps.',
  'token-expired': "The server closed this terminal because its owner's token was about to expire.",
  'drain-over': 'Podshell was restarted or updated, and the time for open terminals is over.',
  'recording-failed': 'This terminal must be recorded, and its recording failed, so the server closed it.',
  'owner-ended': 'The owner closed this terminal.',
  'owner-away': 'The owner was away for too long, so the server closed this terminal.',
  'owner-refused': 'The owner no longer has permission to use this terminal.',
  'server-stopped': 'Podshell was stopped, which closed this terminal.',
} as const satisfies Partial<Record<EndCode, string>>;

type EndWordsCode = keyof typeof WORDS;

/** @param cause why the session is ended */
export function endWordsFor(cause: SessionEndCause): ToastMessage {
  const Code = codeOf(cause);
  return { Op: 'toast', Level: 'info', Code, Data: WORDS[Code] };
}

function codeOf(cause: SessionEndCause): EndWordsCode {
  switch (cause) {
    case 'closed-by-user':
      return 'owner-ended';
    case 'page-closed':
    case 'connection-lost':
    case 'never-connected':
      return 'owner-away';
    default:
      return isOwnCode(cause) ? cause : 'owner-refused';
  }
}

function isOwnCode(cause: SessionEndCause): cause is SessionEndCause & EndWordsCode {
  return Object.hasOwn(WORDS, cause);
}
