import type { Settings } from './config/settings.ts';
import type { TerminalLimits } from './terminal/limits.ts';

/** What bounds sessions, by the settings. */
export function terminalLimitsOf(settings: Settings): TerminalLimits {
  return {
    bindTimeoutMs: settings.bindTimeoutSeconds * 1000,
    resumeMs: settings.resumeSeconds * 1000,
    reopenMs: settings.reopenSeconds * 1000,
    scrollbackBytes: settings.scrollbackBytes,
    idleMs: settings.idleSeconds * 1000,
    lifeMs: settings.maxLifeSeconds * 1000,
    recheckMs: settings.recheckSeconds * 1000,
    maxSessions: settings.maxSessions,
    maxSessionsPerUser: settings.maxSessionsPerUser,
    maxUnboundSessionsPerUser: settings.maxUnboundSessionsPerUser,
    maxSessionsPerAddress: settings.maxSessionsPerAddress,
    maxUnboundSessionsPerAddress: settings.maxUnboundSessionsPerAddress,
    maxUnattachedSessionsPerUser: settings.maxUnattachedSessionsPerUser,
  };
}
