/**
 * Makes a shell mark its prompts and commands by OSC 133, without a file in the pod: the shell reads its startup
 * commands from a pipe, as `--rcfile` (bash) or `ENV` (dash, ash). They load the user's own startup file first, and
 * leave the environment of the shell's children alone. docs/command-marks.md has the marks.
 */

/** Where the shell finds the pipe. */
const PIPE = '/proc/self/fd/9';

/** Begins and ends a mark, where no prompt escapes are known. */
const OSC = '\u001b]133;';
const BEL = '\u0007';

/**
 * The word in each mark. In prompts of dash and ash the pid is `$$`: who prints a prompt unexpanded (`set`), or inherits
 * it (a nested shell), makes no valid mark.
 */
export function marksWord(nonce: string, pid: number): string {
  return `${nonce}.${pid}`;
}

/** One of our functions as a command of PROMPT_COMMAND. What a user's `set -x` or DEBUG trap would print of it goes nowhere. */
const hook = (name: string): string => `{ ${name}; } 3>&2 >/dev/null 2>&1`;

/** The last status goes on to the user's own PROMPT_COMMAND, but under `set -e`, where that would end the shell. */
const PASS_STATUS = `case $- in *e*) ;; *) return "$1" ;; esac`;

/**
 * bash 4.4 and newer; older ones have no PS0. What children would inherit gets nothing of ours: an exported PROMPT_COMMAND
 * means no marks, an exported prompt no mark of its end. The prompts are looked at each time, as users and their programs
 * set them anew. PROMPT_COMMAND is an array since 5.1.
 */
const BASH = `exec 9<&-
if [[ -r ~/.bashrc ]]; then . ~/.bashrc; fi
{
set -- "$?"
__podshell_start() {
if ((BASH_VERSINFO[0]*100+BASH_VERSINFO[1]>403)) && [[ \${PROMPT_COMMAND+\${PROMPT_COMMAND@a}} != *[rx]* ]]; then
__podshell+=.$$
__podshell_b="\\[\\e]133;B;podshell=$__podshell\\a\\]"
__podshell_c="\\e]133;C;podshell=$__podshell;t=\\\${EPOCHREALTIME-}\\a"
__podshell_done() {
set -- "$?"
builtin printf "\\e]133;D;$1;podshell=$__podshell;t=\${EPOCHREALTIME-}\\a" >&3 || :
${PASS_STATUS}
}
__podshell_prompt() {
set -- "$?"
builtin printf "\\e]133;A;podshell=$__podshell\\a" >&3 || :
[[ \${PROMPT_COMMAND-} == *__podshell_done* || \${PROMPT_COMMAND+\${PROMPT_COMMAND@a}} == *[rx]* ]] ||
PROMPT_COMMAND="${hook('__podshell_done')}
\${PROMPT_COMMAND-}"
[[ -z \${PS1+x} || \${PS1@a} == *[rx]* || $PS1 == *"$__podshell_b" ]] || PS1=\${PS1//"$__podshell_b"}$__podshell_b
[[ \${PS0-} == *"$__podshell_c"* || \${PS0+\${PS0@a}} == *[rx]* ]] || PS0=\${PS0-}$__podshell_c
${PASS_STATUS}
}
PROMPT_COMMAND="${hook('__podshell_done')}
\${PROMPT_COMMAND-}"
if ((BASH_VERSINFO[0]*100+BASH_VERSINFO[1]>500)); then
PROMPT_COMMAND+=("${hook('__podshell_prompt')}")
else
PROMPT_COMMAND+="
${hook('__podshell_prompt')}"
fi
fi
${PASS_STATUS}
}
eval "set --; __podshell_start $1"
} >/dev/null 2>&1`;

/**
 * dash and ash have nothing that runs before a command, so the mark of the prompt's end says that output begins at the
 * next line feed. ash counts the columns of a prompt, and has to be told what takes none.
 */
const POSIX = `exec 9<&-
if [ "\${__podshell_env+x}" ]; then
ENV=$__podshell_env
unset __podshell_env
eval "set -- \\"$ENV\\""
[ ! -r "$1" ] || . "$1"
set --
else unset ENV
fi
case $(export -p) in *"export PS"[12]=*) ;; *)
__podshell=";podshell=$__podshell.\\$\\$"
PS1="$__podshell_o${OSC}D;\\$?$__podshell${BEL}${OSC}A$__podshell${BEL}$__podshell_x$PS1$__podshell_o${OSC}B$__podshell;lf\${__podshell_o:+=wrap}${BEL}$__podshell_x"
PS2="$PS2$__podshell_o${OSC}P;k=c$__podshell${BEL}$__podshell_x"
esac
unset __podshell __podshell_o __podshell_x`;

/**
 * For the start script, where it becomes `$shell`: makes it mark its commands if this is known to be safe, else does nothing.
 * dash is known by its file, and ash by its default prompt, which it has if prompts may hold escapes. dash and ash write so
 * short a here-document into a pipe; bash may write a file, so it has a process substitution.
 */
export const START_WITH_MARKS = `kind=
case \${shell##*/} in
bash) kind=bash rc='${BASH}' ;;
sh|dash) [ ! /proc/self/exe -ef /bin/dash ] || kind=dash ;;
esac
case \${shell##*/} in
sh|ash|busybox*) [ "$PS1" != '\\w \\$ ' ] || kind=ash ;;
esac
hide= show=
[ "$kind" != ash ] || hide='\\[' show='\\]'
[ "$kind" = bash ] || rc='${POSIX}'
rc="__podshell=$nonce __podshell_o='$hide' __podshell_x='$show'
$rc"
if [ -z "$kind" ] || [ -n "$KSH_VERSION" ]; then :
elif [ /proc/self/exe -ef "\${BASH:-/}" ]; then
set +o posix
eval 'exec 9< <(printf %s "$rc")'
else exec 9<<END
$rc
END
fi
if [ ! -r ${PIPE} ] || [ -z "$kind" ]; then :
elif [ "$kind" = bash ]; then exec "$shell" --rcfile ${PIPE}
else
[ -z "\${ENV+x}" ] || export __podshell_env="$ENV"
export ENV=${PIPE}
fi`;
