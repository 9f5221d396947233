/**
 * The scripts of the second exec that ends what a first one started. Only shell builtins and /proc: no ps, pkill
 * or sleep, so they work in any image whose `sh` started the shell, in dash, busybox ash and bash.
 *
 * A process is known by pid and start time. Its session is every process whose session id (field 6 of
 * /proc/PID/stat) is that pid; the kernel gives no pid away that is still the id of a session, so a leader that is
 * gone is no danger, and one with another start time means that nothing of the session is left.
 */

import type { ProcessMark } from '../stream/marker.ts';

/** Sets `stat` to the fields of a process after its name, which may hold spaces, brackets and newlines. */
const LOOK = `exec 2>/dev/null
pid=$1 started=$2
fields() {
state=$1 group=$3 session=$4 front=$6
shift 19
start=$1
}
look() {
stat= line=
while IFS= read -r line || [ -n "$line" ]; do stat=$stat$line; done </proc/$1/stat
[ -n "$stat" ] || return 1
stat=\${stat##*)}
fields $stat
}
gone() {
echo "found 0 0"
exit 0
}
front=0
if look "$pid"; then
[ "$start" = "$started" ] || gone
fi
leader_front=$front
all= count=0 background=0
for entry in /proc/[0-9]*; do
other=\${entry#/proc/}
look "$other" || continue
[ "$session" = "$pid" ] || [ "$other" = "$pid" ] || continue
[ "$state" != Z ] || continue
all="$all $other:$group"
count=$((count+1))
done`;

/** Hangs up the whole session, stopped processes included, and says how many there were and who is in front. */
const HANG_UP = `${LOOK}
[ "$count" -gt 0 ] || gone
for entry in $all; do kill -HUP "\${entry%:*}"; done
for entry in $all; do kill -CONT "\${entry%:*}"; done
echo "found $count $leader_front"`;

/** Kills the leader and the group that was in front; what was put in the background to stay, stays. */
const KILL = `${LOOK}
left=0
for entry in $all; do
if [ "\${entry%:*}" = "$pid" ] || [ "\${entry#*:}" = "$3" ]; then
kill -KILL "\${entry%:*}"
left=$((left+1))
fi
done
echo "found $left 0"`;

/** What a script found: processes of the session, and the process group in front (0 or less for none). */
export interface SessionFound {
  readonly processes: number;
  readonly frontGroup: number;
}

export function hangUpCommand({ pid, startedAt }: ProcessMark): string[] {
  return ['sh', '-c', HANG_UP, 'sh', String(pid), String(startedAt)];
}

/** @param frontGroup what the hang-up found in front: once the leader is gone, nobody can say it any more */
export function killCommand({ pid, startedAt }: ProcessMark, frontGroup: number): string[] {
  return ['sh', '-c', KILL, 'sh', String(pid), String(startedAt), String(frontGroup)];
}

/** Reads what a script printed; undefined when it is nothing of the kind. */
export function parseFound(output: string): SessionFound | undefined {
  const match = /^found (\d{1,7}) (-?\d{1,10})\r?\n?$/.exec(output);
  return match === null ? undefined : { processes: Number(match[1]), frontGroup: Number(match[2]) };
}
