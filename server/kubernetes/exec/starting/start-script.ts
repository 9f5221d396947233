/**
 * The one command that an exec starts: a POSIX script that finds the shell, says through a private marker which
 * one it is and where it runs, and becomes it (same pid, same start time). Needs a POSIX shell and nothing else; works
 * in dash, busybox ash, bash, and zsh that emulates sh.
 */

import type { TerminalSize } from '#server/terminal/ports.ts';
import { markerFormat } from '../stream/marker.ts';
import { START_WITH_MARKS } from './command-marks.ts';
import { type Interpreter, SH } from './interpreter.ts';
import { READ_OOM_KILLS } from './oom-kills.ts';

/** Where glibc has its locales. */
export const LOCALES = '/usr/lib/locale';

/**
 * TERM is `xterm` when a container starts, whatever the terminal can do. Without a UTF-8 locale bash takes typed
 * characters apart, so one is set if the image has chosen none. glibc finds C.UTF-8 in a folder of either spelling;
 * musl needs none. What is built into glibc or in a locale archive cannot be read with builtins: such a name is taken
 * only if it makes this shell count characters (bash does, dash never), since a wrong name makes bash complain.
 */
const ENVIRONMENT = `TERM=xterm-256color COLORTERM=truecolor
export TERM COLORTERM
locale() {
for folder in ${LOCALES}/C.utf8 ${LOCALES}/C.UTF-8 ${LOCALES}/*.utf8 ${LOCALES}/*.UTF-8; do
[ -e "$folder/LC_CTYPE" ] || continue
LC_CTYPE=\${folder##*/}
[ "$LC_CTYPE" != C.utf8 ] || LC_CTYPE=C.UTF-8
return
done
letter=\u00e9
[ \${#letter} = 2 ] || return
for LC_CTYPE in C.UTF-8 en_US.UTF-8; do
[ \${#letter} != 1 ] || return 0
done
unset LC_CTYPE
}
if [ -z "$LC_ALL$LC_CTYPE$LANG" ]; then
locale 2>/dev/null
[ -z "$LC_CTYPE" ] || export LC_CTYPE
fi`;

/**
 * The node applies a resize after it has started the process, so a program that asks at once would see 0 by 0.
 * Where there is no `stty`, the resize is all there is.
 */
const SIZE = `stty rows "$rows" cols "$cols" 2>/dev/null`;

/**
 * Names the session in the environment of its processes. Some outlive their shell when the node kills it; the name tells
 * them from those of a later session with the same id. Other terminals set this variable too.
 */
export const SESSION_VARIABLE = 'TERM_SESSION_ID';

/** @param pid and start time of the shell, or words of a script that stand for them */
export function sessionName(pid: string, startedAt: string): string {
  return `podshell-${pid}-${startedAt}`;
}

/**
 * Field 22 of /proc/self/stat is the start time; `read` runs in the shell itself, so "self" is the shell. What
 * comes before the last ")" is pid and name, and the name may hold anything.
 */
const MARK = `mark() {
shift 19
${SESSION_VARIABLE}=${sessionName('$$', '$1')}
export ${SESSION_VARIABLE}
printf '${markerFormat()}' "$nonce" "$$" "$1" "$found" "$oom_kills"
}
${READ_OOM_KILLS}
read -r stat </proc/self/stat 2>/dev/null
mark \${stat##*)} 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0`;

/** Says of a program why it cannot be started, as a shell would: 127 is not there, 126 may not be executed. */
const LOOK = `look() {
case $1 in
*/*)
[ -e "$1" ] || return 127
[ -x "$1" ] && [ ! -d "$1" ] || return 126 ;;
*) command -v "$1" >/dev/null 2>&1 || return 127 ;;
esac
}`;

const FIND_SHELL = `${ENVIRONMENT}
${LOOK}
nonce=$1 rows=$2 cols=$3
shift 3
found=0
for shell do
look "$shell" && break
why=$?
found=$((found+1))
done
[ "$found" -lt "$#" ] || found=-1
${SIZE}
${MARK}
[ "$found" -ge 0 ] || exit $why`;

const BECOME_SHELL = `case \${shell##*/} in
busybox*) exec "$shell" sh ;;
esac
exec "$shell"`;

const RUN_COMMAND = `${ENVIRONMENT}
${LOOK}
nonce=$1 rows=$2 cols=$3
shift 3
found=0
look "$1"
why=$?
[ $why = 0 ] || found=-1
${SIZE}
${MARK}
[ "$found" -ge 0 ] || exit $why
exec "$@"`;

/** What a start needs to know beside the program. */
export interface ScriptStart {
  /** Tells this start's marker from whatever else is printed; letters and digits. */
  readonly nonce: string;
  readonly size: TerminalSize;
  /** What runs the script; `sh` by default. */
  readonly interpreter?: Interpreter;
  /** A shell marks its prompts and commands, where it can. */
  readonly marks?: boolean | undefined;
}

/**
 * The command of an exec that becomes the first of `shells` that exists. A program named `busybox` is started as its
 * shell.
 */
export function shellCommand(start: ScriptStart, shells: readonly string[]): string[] {
  const steps = [FIND_SHELL, ...(start.marks === true ? [START_WITH_MARKS] : []), BECOME_SHELL];
  return scriptCommand(steps.join('\n'), start, shells);
}

/** The command of an exec that becomes `command`. */
export function wrappedCommand(start: ScriptStart, command: readonly string[]): string[] {
  return scriptCommand(RUN_COMMAND, start, command);
}

function scriptCommand(
  script: string,
  { nonce, size, interpreter = SH }: ScriptStart,
  words: readonly string[],
): string[] {
  return [...interpreter, '-c', script, 'sh', nonce, String(size.rows), String(size.cols), ...words];
}
