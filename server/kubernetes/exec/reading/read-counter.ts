/** Counts what a terminal's processes read, by one more exec that lasts as long as somebody asks. */

import type { ReadCount } from '#server/terminal/ports.ts';
import type { ExecContext } from '../stream/exec-context.ts';
import { execPath } from '../stream/exec-path.ts';
import { ExecSocket } from '../stream/exec-socket.ts';
import type { ProcessMark } from '../stream/marker.ts';
import { countReadsCommand, parseReads } from './reads-script.ts';

const QUESTION = Buffer.from('\n');

/** Longer lines are none of the script's. */
const MAX_LINE = 64;

/**
 * Starts to count.
 * @param onCount see {@link ShellStream.countReads}
 */
export function countReads(
  { identity, target, auditId, limits, clock, protocols }: ExecContext,
  mark: ProcessMark,
  onCount: (bytes: number | undefined) => void,
): ReadCount {
  let state: 'opening' | 'open' | 'over' = 'opening';
  let isAsked = false;
  let line = '';
  const end = (): void => {
    if (state === 'over') return;
    state = 'over';
    socket.destroy();
    onCount(undefined);
  };
  const take = (text: string): void => {
    const lines = (line + text).split('\n');
    line = lines.pop() ?? '';
    for (const each of lines) {
      if (state === 'over') return;
      // The terminal echoes the question.
      if (each.trim() === '') continue;
      const count = parseReads(each);
      if (typeof count === 'number') onCount(count);
      else end();
    }
    if (line.length > MAX_LINE) end();
  };
  const socket = new ExecSocket(
    {
      client: identity.client,
      // A pipe may be non-blocking (containerd 2.2), so that the script would find no question and end.
      path: execPath(target, countReadsCommand(mark), { terminal: true }),
      auditId,
      limits,
      clock,
      protocols,
      prober: undefined,
    },
    {
      onOpen() {
        if (state === 'over') return;
        state = 'open';
        if (isAsked) socket.write(QUESTION);
      },
      onDrain() {},
      onOutput: (bytes) => take(bytes.toString('latin1')),
      onStatus: end,
      onClose: end,
    },
  );
  return {
    ask() {
      isAsked = true;
      if (state === 'open') socket.write(QUESTION);
    },
    stop() {
      state = 'over';
      // Without its terminal the script ends.
      socket.close();
    },
  };
}
