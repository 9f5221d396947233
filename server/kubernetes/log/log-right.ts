import { PodshellError } from '#protocol/problem.ts';
import { askAccess } from '../access/ask-access.ts';
import { delay } from '../delay.ts';
import { forbiddenLog } from './explain-log.ts';
import type { LogSource } from './log-source.ts';

/**
 * A log that is being followed goes on after its permission is revoked, so asks again and again, until `signal` aborts.
 * @param onRefused called once, when the cluster says no; not when it says nothing
 */
export async function recheckLog(
  { identity, namespace, pod, limits, clock }: LogSource,
  signal: AbortSignal,
  onRefused: (refusal: PodshellError) => void,
): Promise<void> {
  while (limits.recheckMs > 0) {
    await delay(clock, limits.recheckMs, signal);
    if (signal.aborted) return;
    const action = { namespace, verb: 'get', subresource: 'log', pod };
    const isAllowed = await askAccess(identity, action).catch(() => true);
    if (signal.aborted) return;
    if (!isAllowed) {
      onRefused(new PodshellError('forbidden', forbiddenLog(namespace, pod)));
      return;
    }
  }
}
