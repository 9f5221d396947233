import type { SessionInfo } from '#protocol/api.ts';
import { lastLines } from './output/last-lines.ts';
import type { KeptOutput } from './output/scrollback.ts';
import type { ProcessState, SessionStart } from './process/process-leg.ts';

/** How many lines of output tell one listed shell from another. */
const LISTED_LINES = 3;

/** What the list of a user's shells says of one. @param startedAt milliseconds since the epoch */
export function sessionInfoOf({
  sessionId,
  start,
  startedAt,
  state,
  process,
  output,
}: {
  readonly sessionId: string;
  readonly start: SessionStart;
  readonly startedAt: number;
  readonly state: SessionInfo['state'];
  readonly process: ProcessState;
  readonly output: KeptOutput;
}): SessionInfo {
  const { shellId, target, attach } = start;
  const { context, namespace, pod, container } = target;
  return {
    sessionId,
    shellId,
    context,
    namespace,
    pod,
    container,
    shell: process.kind === 'up' || process.kind === 'ended' ? process.shell : '',
    state,
    startedAt: new Date(startedAt).toISOString(),
    offset: output.end,
    lastLines: lastLines(output, LISTED_LINES),
    ...(attach && { attached: true }),
    ...(process.kind === 'ended' ? { ended: true } : {}),
  };
}
