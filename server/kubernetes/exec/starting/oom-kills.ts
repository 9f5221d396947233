/** How many processes of a container the kernel's OOM killer has ended: the kernel counts them for each cgroup. */

import type { ExecContext } from '../stream/exec-context.ts';
import type { ProcessMark } from '../stream/marker.ts';
import { runScript } from '../stream/run-script.ts';
import { SH } from './interpreter.ts';

/** Where a container sees the memory control of its own cgroup. */
export const CGROUP = '/sys/fs/cgroup';

/**
 * Sets `oom_kills` to the container's count, or to nothing where the kernel shows none. cgroup 2 has it in
 * `memory.events` (kernel 4.13 or newer), cgroup 1 in `memory.oom_control`.
 * https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files
 */
export const READ_OOM_KILLS = `oom_kills=
for oom_file in ${CGROUP}/memory.events ${CGROUP}/memory/memory.oom_control; do
[ -r "$oom_file" ] || continue
while read -r oom_name oom_count; do
[ "$oom_name" != oom_kill ] || oom_kills=$oom_count
done <"$oom_file"
done`;

const PRINT = `${READ_OOM_KILLS}
echo "oom_kill $oom_kills"`;

export function oomKillsCommand({ interpreter = SH }: Pick<ProcessMark, 'interpreter'>): string[] {
  return [...interpreter, '-c', PRINT, 'sh'];
}

/** Parses the output of the command; undefined for other text. */
export function parseOomKills(output: string): number | undefined {
  const match = /^oom_kill (\d{1,20})\r?\n?$/.exec(output);
  return match === null ? undefined : Number(match[1]);
}

/** Asks the container for its count now; undefined if it gives none in `timeoutMs`. Never rejects. */
export async function readOomKills(
  context: ExecContext,
  mark: Pick<ProcessMark, 'interpreter'>,
  timeoutMs: number,
): Promise<number | undefined> {
  try {
    return parseOomKills((await runScript(context, oomKillsCommand(mark), timeoutMs)).output);
  } catch {
    return undefined;
  }
}
