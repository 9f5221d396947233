/** Running shells in words. */

import type { Language } from '#components/language/language.ts';
import type { SessionInfo } from '#protocol/api.ts';
import type { SessionsMessages } from './catalog.ts';
import { formatStart } from './start-time.ts';

/** What runs since when, as in `main · bash · since 14:05`. */
export function aboutSession(
  messages: SessionsMessages,
  language: Language,
  { container, shell, startedAt }: SessionInfo,
): string {
  return messages.about(container, shell, formatStart(language, startedAt));
}

/** Whether a window has the shell. */
export function attachedWord(messages: SessionsMessages, { state }: SessionInfo): string {
  return messages.states[state === 'detached' ? 'detached' : 'attached'];
}

/** All but the pod: namespace, what runs since when, whether a window has it, context. */
export function describeSession(
  messages: SessionsMessages,
  language: Language,
  session: SessionInfo,
): string {
  return [
    session.namespace,
    aboutSession(messages, language, session),
    attachedWord(messages, session),
    messages.inContext(session.context),
  ].join(' · ');
}
