/**
 * The scripts of the second exec that ends what a first one started. Only shell builtins and /proc: no ps, pkill
 * or sleep, so they work in any image whose `sh` started the shell, in dash, busybox ash and bash.
 *
 * A process is known by pid and start time, and its session is every process whose session id (field 6 of
 * /proc/PID/stat) is that pid. While a member of a session lives, the kernel gives its id to nobody else; once all are
 * gone, another session may get it. So a hang-up asks for the leader itself, and a kill for a process that the hang-up
 * has seen in the session: without such a proof nothing is signalled.
 */

import type { ProcessMark } from '../stream/marker.ts';

/** So many processes are enough of a proof, and few enough for one line of output. */
const MOST_PROOF = 50;

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
members() {
all= proof= count=0
for entry in /proc/[0-9]*; do
other=\${entry#/proc/}
look "$other" || continue
[ "$session" = "$pid" ] || [ "$other" = "$pid" ] || continue
[ "$state" != Z ] || continue
all="$all $other:$group"
count=$((count+1))
[ "$count" -gt ${MOST_PROOF} ] || proof="$proof $other:$start"
done
}`;

/** Hangs up the whole session, stopped processes included, and says how many there were and who is in front. */
const HANG_UP = `${LOOK}
look "$pid" && [ "$start" = "$started" ] || gone
leader_front=$front
members
for entry in $all; do kill -HUP "\${entry%:*}"; done
for entry in $all; do kill -CONT "\${entry%:*}"; done
echo "found $count $leader_front$proof"`;

/** Kills the leader and the group that was in front; what was put in the background to stay, stays. */
const KILL = `${LOOK}
target=$3
shift 3
proven=
for seen in "$@"; do
look "\${seen%:*}" && [ "$start" = "\${seen#*:}" ] || continue
[ "$session" = "$pid" ] || [ "\${seen%:*}" = "$pid" ] || continue
proven=1
done
[ -n "$proven" ] || gone
members
left=0
for entry in $all; do
if [ "\${entry%:*}" = "$pid" ] || [ "\${entry#*:}" = "$target" ]; then
kill -KILL "\${entry%:*}"
left=$((left+1))
fi
done
echo "found $left 0"`;

/** What a script found: processes of the session, and the process group in front (0 or less for none). */
export interface SessionFound {
  readonly processes: number;
  readonly frontGroup: number;
  /** Some of the processes, as `PID:STARTED`: a later script knows by them that the session is still this one. */
  readonly proof: readonly string[];
}

export function hangUpCommand({ pid, startedAt }: ProcessMark): string[] {
  return ['sh', '-c', HANG_UP, 'sh', String(pid), String(startedAt)];
}

/** @param found what the hang-up found: once the leader is gone, nobody can say who was in front */
export function killCommand({ pid, startedAt }: ProcessMark, { frontGroup, proof }: SessionFound): string[] {
  return ['sh', '-c', KILL, 'sh', String(pid), String(startedAt), String(frontGroup), ...proof];
}

/** Reads what a script printed; undefined when it is nothing of the kind. */
export function parseFound(output: string): SessionFound | undefined {
  const match = /^found (\d{1,7}) (-?\d{1,10})((?: \d{1,10}:\d{1,20})*)\r?\n?$/.exec(output);
  if (match === null) return undefined;
  const [, processes, frontGroup, proof = ''] = match;
  return {
    processes: Number(processes),
    frontGroup: Number(frontGroup),
    proof: proof.split(' ').filter((seen) => seen !== ''),
  };
}
