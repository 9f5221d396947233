import type { ShellStart, TerminalSize } from '#server/terminal/ports.ts';
import { baseName, type Interpreter, interpreterOf, SH } from './interpreter.ts';
import { shellCommand, wrappedCommand } from './start-script.ts';

/** One exec to try. The next one is tried only when the cluster says that this one's program does not exist. */
export type Launch = {
  readonly command: readonly string[];
  /** What the image does not have if this exec's program is missing; for the sentence that says what was tried. */
  readonly tries: readonly string[];
} & (
  | {
      /** Through the start script, whose marker says when it is up and as what. */
      readonly kind: 'marked';
      readonly nonce: string;
      /** The size that the script sets. */
      readonly size: TerminalSize;
      /** What runs the script, and later the script that ends the process. */
      readonly interpreter: Interpreter;
      /** What the marker's index points into, as names or paths. */
      readonly candidates: readonly string[];
      /** The shell may print command marks, with {@link marksWord} in each. */
      readonly marks: boolean;
    }
  | {
      /** As it is: where nothing can run the script. Its process cannot be found again, and is left by typing. */
      readonly kind: 'direct';
      readonly name: string;
      /** A shell prints a prompt; a command may print nothing while it runs. */
      readonly isShell: boolean;
    }
);

export type OperatingSystem = 'linux' | 'windows';

/** What `sh` looks for, in the order of preference. */
const LINUX_SHELLS = ['bash', 'sh'];

/**
 * What is tried where no `sh` is in PATH: first what else may be there, then the usual places, should the image's PATH
 * not have them. The list is short because each one is an exec, some 60 ms on a real node.
 */
const WITHOUT_SH = [
  ...['bash', 'zsh', 'fish', 'ash', 'busybox'],
  ...['/bin/bash', '/bin/sh', '/usr/local/bin/bash', '/busybox/sh', '/bin/busybox', '/bin/zsh'],
];

const WINDOWS_SHELLS = ['powershell.exe', 'cmd.exe'];

/** How the marker is told and how large the terminal is. */
export interface LaunchTerms {
  readonly nonce: string;
  readonly size: TerminalSize;
  /** A shell marks its prompts and commands, where it can. */
  readonly marks?: boolean | undefined;
}

/** What is still needed of a launch once it was requested. Its script is long, and would stay with the shell. */
export function withoutArguments(launch: Launch): Launch {
  return { ...launch, command: launch.command.slice(0, 1) };
}

/** What to try, in order; never empty. */
export function planLaunches(
  { shell, command }: Pick<ShellStart, 'shell' | 'command'>,
  os: OperatingSystem,
  terms: LaunchTerms,
): readonly [Launch, ...Launch[]] {
  const [program] = command ?? [];
  if (command !== undefined && program !== undefined) {
    const direct = directLaunch(command, false);
    if (os === 'windows') return [direct];
    const wrapped = wrappedCommand(terms, command);
    return [marked({ ...terms, marks: false }, SH, wrapped, [program], []), direct];
  }
  if (os === 'windows') {
    const [first = '', ...others] = shell === undefined ? WINDOWS_SHELLS : [shell];
    return [directLaunch([first], true), ...others.map((one) => directLaunch([one], true))];
  }
  if (shell === undefined) {
    return [
      shellThrough(terms, SH, LINUX_SHELLS, ['sh']),
      ...WITHOUT_SH.map((one) => shellAlone(terms, one)),
    ];
  }
  return [shellThrough(terms, SH, [shell], []), shellAlone(terms, shell)];
}

/** A shell in an image without `sh`: it runs the script by itself if it can. */
function shellAlone(terms: LaunchTerms, shell: string): Launch {
  const interpreter = interpreterOf(shell);
  return interpreter === undefined
    ? directLaunch([shell], true)
    : shellThrough(terms, interpreter, [shell], [shell]);
}

function shellThrough(
  terms: LaunchTerms,
  interpreter: Interpreter,
  shells: readonly string[],
  tries: readonly string[],
): Launch {
  return marked(terms, interpreter, shellCommand({ ...terms, interpreter }, shells), shells, tries);
}

function marked(
  { nonce, size, marks = false }: LaunchTerms,
  interpreter: Interpreter,
  command: readonly string[],
  candidates: readonly string[],
  tries: readonly string[],
): Launch {
  return { kind: 'marked', nonce, size, marks, interpreter, command, candidates, tries };
}

function directLaunch(command: readonly string[], isShell: boolean): Launch {
  const program = command[0] ?? '';
  return { kind: 'direct', command, tries: [program], name: baseName(program), isShell };
}
