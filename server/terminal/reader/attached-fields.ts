import type { BoundMessage } from '#protocol/messages.ts';
import type { AttachedProcess } from '../ports.ts';

/** What `bound` tells of a process that was there before its session; nothing for one that the session has started. */
export function attachedFields(attached: AttachedProcess | undefined): Pick<BoundMessage, 'Attached'> {
  if (attached === undefined) return {};
  const { terminal, input, debug } = attached;
  return { Attached: { Tty: terminal, Stdin: input, Debug: debug } };
}
