/**
 * A script that counts what the processes of a terminal session have read, from files too. Only the kernel knows what a
 * process takes of its input: the node takes megabytes for one that reads nothing, and confirms them. What an ended process
 * has read counts for its parent, so that the sum never falls while the session's leader lives.
 */

import { LOOK } from '../ending/end-scripts.ts';
import { SH } from '../starting/interpreter.ts';
import type { ProcessMark } from '../stream/marker.ts';

/** Answers each line of its input with a line, until its input ends or the leader does. See proc_pid_io(5) for `rchar`. */
const COUNT_READS = `${LOOK}
while read -r asked; do
look "$pid" && [ "$start" = "$started" ] || exit 0
members
sum=0 known=1
for entry in $all; do
count=
while read -r name value; do
case $name in rchar:) count=$value ;; esac
done </proc/\${entry%:*}/io
if [ -n "$count" ]; then sum=$((sum+count))
elif look "\${entry%:*}"; then known=0
fi
done
if [ "$known" = 1 ]; then echo "read $sum"; else echo "read -"; fi
done`;

export function countReadsCommand({ pid, startedAt, interpreter = SH }: ProcessMark): string[] {
  return [...interpreter, '-c', COUNT_READS, 'sh', String(pid), String(startedAt)];
}

/** A line of the script: bytes, or 'unknown' where a process of another user does not let itself be looked at. */
export type ReadsAnswer = number | 'unknown';

/** Parses one line without its end; undefined for other text. */
export function parseReads(line: string): ReadsAnswer | undefined {
  const [, count] = /^read (-|\d{1,16})\r?$/.exec(line) ?? [];
  if (count === undefined) return undefined;
  return count === '-' ? 'unknown' : Number(count);
}
