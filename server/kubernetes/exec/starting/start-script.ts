/**
 * The one command that an exec starts: a POSIX script that finds the shell, says through a private marker which
 * one it is and where it runs, and becomes it (same pid, same start time). Needs `sh` and nothing else; works in
 * dash, busybox ash and bash.
 */

import { markerFormat } from '../stream/marker.ts';

/** Candidates in the order of preference. */
export const LINUX_SHELLS = ['bash', 'sh'] as const;
export const WINDOWS_SHELLS = ['powershell.exe', 'cmd.exe'] as const;

/**
 * TERM is `xterm` when a container starts, whatever the terminal can do. Without a UTF-8 locale bash takes typed
 * characters apart; C.UTF-8 is set only where it exists and the image has chosen no locale.
 */
const ENVIRONMENT = `TERM=xterm-256color COLORTERM=truecolor
export TERM COLORTERM
if [ -z "$LC_ALL$LC_CTYPE$LANG" ] && [ -d /usr/lib/locale/C.utf8 ]; then
LC_CTYPE=C.UTF-8
export LC_CTYPE
fi`;

/**
 * Field 22 of /proc/self/stat is the start time; `read` runs in the shell itself, so "self" is the shell. What
 * comes before the last ")" is pid and name, and the name may hold anything.
 */
const MARK = `mark() {
shift 19
printf '${markerFormat()}' "$nonce" "$$" "$1" "$found"
}
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
nonce=$1
shift
found=0
for shell do
look "$shell" && break
why=$?
found=$((found+1))
done
[ "$found" -lt "$#" ] || found=-1
${MARK}
[ "$found" -ge 0 ] || exit $why
exec "$shell"`;

const RUN_COMMAND = `${ENVIRONMENT}
${LOOK}
nonce=$1
shift
found=0
look "$1"
why=$?
[ $why = 0 ] || found=-1
${MARK}
[ "$found" -ge 0 ] || exit $why
exec "$@"`;

/**
 * The command of an exec that becomes the first of `shells` that exists.
 * @param nonce tells this start's marker from whatever else is printed; letters and digits
 */
export function shellCommand(nonce: string, shells: readonly string[]): string[] {
  return ['sh', '-c', FIND_SHELL, 'sh', nonce, ...shells];
}

/** The command of an exec that becomes `command`. */
export function wrappedCommand(nonce: string, command: readonly string[]): string[] {
  return ['sh', '-c', RUN_COMMAND, 'sh', nonce, ...command];
}
