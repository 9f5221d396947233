/** What to say and to offer when there is no shell, by the code of the problem. */

import { type Language, SERVER_LANGUAGE } from '#components/language/language.ts';
import type { ShellProblem } from '../connection/connection-state.ts';
import type { FailureMessages } from './failure-catalog.ts';

/** What the user can do about it. */
export type FailureAction = 'new-shell' | 'try-again' | 'take-back' | 'reload' | 'pods';

export interface FailureWords {
  readonly title: string;
  readonly cause: string;
  readonly next: string;
  /** The server's own words where they are in another language than the page; '' elsewhere. */
  readonly quote: string;
  /** Best first. */
  readonly actions: readonly FailureAction[];
}

/** What is offered, best first, by the code of the problem. */
const ACTIONS = {
  'pod-not-found': ['pods', 'try-again'],
  'pod-deleted': ['pods', 'try-again'],
  'container-not-found': ['pods', 'try-again'],
  'container-not-running': ['try-again', 'pods'],
  'container-restarted': ['new-shell', 'pods'],
  'bad-request': ['pods'],
  'context-not-found': ['pods'],
  'shell-not-found': ['pods', 'try-again'],
  'command-not-executable': ['pods', 'try-again'],
  'stream-broken': ['new-shell', 'pods'],
  'exec-failed': ['new-shell', 'pods'],
  forbidden: ['pods', 'try-again'],
  unauthenticated: ['reload', 'pods'],
  'session-limit': ['try-again', 'pods'],
  'session-gone': ['new-shell', 'pods'],
  'taken-over': ['take-back', 'new-shell'],
  'cluster-unreachable': ['try-again', 'pods'],
  'cluster-error': ['try-again', 'pods'],
  draining: ['try-again', 'pods'],
  'internal-error': ['try-again', 'pods'],
  'server-unreachable': ['try-again'],
  'bad-message': ['reload', 'pods'],
  'message-too-big': ['new-shell', 'pods'],
  'origin-rejected': ['pods'],
  'idle-limit': ['new-shell', 'pods'],
  'life-limit': ['new-shell', 'pods'],
  unknown: ['try-again', 'pods'],
} as const satisfies Record<keyof FailureMessages, readonly FailureAction[]>;

/**
 * The words for a problem. In the server's own language its words come first: its first sentence is the cause, the rest
 * what to do. In others ours do, and its words are a quotation. A code that this page does not know gets a general title
 * and advice.
 */
export function failureWords(
  { code, detail }: Pick<ShellProblem, 'code' | 'detail'>,
  messages: FailureMessages,
  language: Language,
): FailureWords {
  const known = isKnown(code) ? code : 'unknown';
  const words = { ...messages[known], quote: '', actions: ACTIONS[known] };
  if (detail === '') return words;
  if (language !== SERVER_LANGUAGE) return { ...words, quote: detail };
  const end = SENTENCE_END.exec(detail)?.index ?? detail.length;
  const rest = detail.slice(end).trim();
  return { ...words, cause: detail.slice(0, end), next: rest === '' ? words.next : rest };
}

function isKnown(code: string): code is keyof FailureMessages {
  return Object.hasOwn(ACTIONS, code);
}

/** Blanks after a sentence and before the next. */
const SENTENCE_END = /(?<=[.!?])\s+(?=\p{Lu})/u;
