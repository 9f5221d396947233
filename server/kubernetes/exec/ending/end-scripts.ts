/**
 * Scripts for a second exec that ends the processes of a first one. They use only shell builtins and /proc (no ps, pkill
 * or sleep), so they work in any image with `sh` or another POSIX shell: dash, busybox ash, bash, and zsh emulating sh.
 *
 * A process is identified by pid and start time. Its session is every process whose session id (field 6 of
 * /proc/PID/stat) is that pid. The kernel reuses the id only after every member of the session has ended. So before a
 * script signals anything it needs a proof that the session is still the same: SIGHUP needs the leader itself, or a
 * process that has the session's name from the start script in its environment; SIGKILL a process that the first script
 * saw in the session.
 */

import { SH } from '../starting/interpreter.ts';
import { SESSION_VARIABLE, sessionName } from '../starting/start-script.ts';
import type { ProcessMark } from '../stream/marker.ts';

/** Number of processes to report as proof: enough, and short enough for one line of output. */
const MOST_PROOF = 50;

/**
 * Functions for scripts that get pid and start time: `look` reads `/proc/PID/stat`, whose process name may contain spaces,
 * brackets and newlines, and `members` lists the session.
 */
export const LOOK = `exec 2>/dev/null
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

/** Reads of one environment, at most: as long as a process in the middle of `exec` may have to wait for a CPU. */
const MOST_READS = 5000;

/**
 * True for a session without its leader, of which a process has our name in its environment. What is read is empty while a
 * process is in the middle of `exec`, and ends early if that comes between: it counts once it reads the same twice.
 */
const NAMED = `named() {
for entry in $all; do
all_env= reads=0
while [ "$reads" -lt ${MOST_READS} ]; do
reads=$((reads+1)) before=$all_env
all_env= line=
while IFS= read -r line || [ -n "$line" ]; do all_env=$all_env$line; done </proc/\${entry%:*}/environ
case $all_env in
*"${SESSION_VARIABLE}=${sessionName('$pid', '$started')}"|*"${SESSION_VARIABLE}=${sessionName('$pid', '$started')}"[!0-9]*) return 0 ;;
esac
[ -z "$all_env" ] || [ "$all_env" != "$before" ] || break
done
done
return 1
}`;

/**
 * Sends SIGHUP to the whole session, including stopped processes; prints their number and the foreground group, 0 if
 * the leader is gone. A `su` in the foreground blocks SIGHUP, and with -c its command runs in a session of its own: SIGTERM
 * makes it end its command.
 */
const HANG_UP = `${LOOK}
${NAMED}
leader_front=0
if look "$pid"; then
[ "$start" = "$started" ] || gone
leader_front=$front
members
else
members
named || gone
fi
for entry in $all; do
kill -HUP "\${entry%:*}"
[ "\${entry#*:}" = "$leader_front" ] || continue
name=
read -r name </proc/\${entry%:*}/comm
case $name in
su|runuser) kill -TERM "\${entry%:*}" ;;
esac
done
for entry in $all; do kill -CONT "\${entry%:*}"; done
echo "found $count $leader_front$proof"`;

/**
 * Kills the leader and the former foreground group. Where that is not known, because the leader is gone, it kills what has
 * the dead terminal as its input. Other processes that ignore SIGHUP keep running: background jobs, and what nohup starts.
 * Prints how many of them it may not signal: in a container without CAP_KILL, the processes of other users.
 */
const KILL = `${LOOK}
target=$3
reads_terminal() {
[ "$target" -le 0 ] && [ -c "/proc/$1/fd/0" ] && ! [ "/proc/$1/fd/0" -ef /dev/null ]
}
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
if [ "\${entry%:*}" = "$pid" ] || [ "\${entry#*:}" = "$target" ] || reads_terminal "\${entry%:*}"; then
kill -KILL "\${entry%:*}" && continue
look "\${entry%:*}" && [ "$state" != Z ] && left=$((left+1))
fi
done
echo "found $left 0"`;

/** Counts the leader alone: 1 while it runs. */
const FIND = `${LOOK}
look "$pid" && [ "$start" = "$started" ] && [ "$state" != Z ] || gone
echo "found 1 0"`;

/** The result of a script: processes of the session, and the foreground process group (0 or less for none). */
export interface SessionFound {
  readonly processes: number;
  readonly frontGroup: number;
  /** Some of the processes, as `PID:STARTED`: the proof for a later script that the session is the same. */
  readonly proof: readonly string[];
}

/** Looks for the process itself and signals nothing. */
export function findCommand({ pid, startedAt, interpreter = SH }: ProcessMark): string[] {
  return [...interpreter, '-c', FIND, 'sh', String(pid), String(startedAt)];
}

export function hangUpCommand({ pid, startedAt, interpreter = SH }: ProcessMark): string[] {
  return [...interpreter, '-c', HANG_UP, 'sh', String(pid), String(startedAt)];
}

/** @param found result of the SIGHUP script: after the leader has ended, the foreground group is no longer known */
export function killCommand(
  { pid, startedAt, interpreter = SH }: ProcessMark,
  { frontGroup, proof }: SessionFound,
): string[] {
  return [...interpreter, '-c', KILL, 'sh', String(pid), String(startedAt), String(frontGroup), ...proof];
}

/** Parses the output of a script; undefined for other text. */
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
