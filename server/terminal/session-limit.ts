/** What users are told when a limit keeps them from another shell. */

import { PodshellError } from '#protocol/problem.ts';
import type { TerminalLimits } from './limits.ts';

/** Whose sessions have reached a limit: all of them, or those that nobody has bound yet. */
export type ReachedLimit = 'user' | 'user-unbound' | 'address' | 'address-unbound' | 'server';

type SessionLimits = Pick<
  TerminalLimits,
  | 'maxSessions'
  | 'maxSessionsPerUser'
  | 'maxUnboundSessionsPerUser'
  | 'maxSessionsPerAddress'
  | 'maxUnboundSessionsPerAddress'
>;

const SENTENCES: { readonly [Limit in ReachedLimit]: (limits: SessionLimits) => string } = {
  user: ({ maxSessionsPerUser: most }) =>
    `The limit of open shells for one user is ${most}, and you have as many. Close one and try again.`,
  'user-unbound': ({ maxUnboundSessionsPerUser: most }) =>
    `You have requested ${most} shells that no terminal has connected to yet. Try again in a few seconds.`,
  address: ({ maxSessionsPerAddress: most }) =>
    `The limit of open shells for one client address is ${most}, and yours has as many. Close one and try again.`,
  'address-unbound': ({ maxUnboundSessionsPerAddress: most }) =>
    `${most} shells were requested from your address that no terminal has connected to yet. Try again in a few seconds.`,
  server: ({ maxSessions: most }) =>
    `The limit of open shells on this server is ${most}, and it has as many. Try again when others have closed theirs.`,
};

export function sessionLimitError(reached: ReachedLimit, limits: SessionLimits): PodshellError {
  return new PodshellError('session-limit', SENTENCES[reached](limits));
}
