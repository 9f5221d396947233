import type { ShellStart } from '#server/terminal/ports.ts';
import { LINUX_SHELLS, shellCommand, WINDOWS_SHELLS, wrappedCommand } from './start-script.ts';

/** One exec to try. The next one is tried only when the cluster says that this one's program does not exist. */
export type Launch =
  /** Through the start script, whose marker says when it is up and as what. */
  | {
      readonly kind: 'marked';
      readonly nonce: string;
      readonly command: readonly string[];
      /** What the marker's index points into. */
      readonly names: readonly string[];
    }
  /** As it is: where there is no `sh`. */
  | { readonly kind: 'direct'; readonly command: readonly string[]; readonly name: string };

export type OperatingSystem = 'linux' | 'windows';

/** What to try, in order; never empty. */
export function planLaunches(
  { shell, command }: Pick<ShellStart, 'shell' | 'command'>,
  os: OperatingSystem,
  nonce: string,
): readonly Launch[] {
  if (command !== undefined && command.length > 0) {
    const direct = directLaunch(command);
    if (os === 'windows') return [direct];
    const names = [direct.name];
    return [{ kind: 'marked', nonce, command: wrappedCommand(nonce, command), names }, direct];
  }
  if (os === 'windows') {
    const shells = shell === undefined ? WINDOWS_SHELLS : [shell];
    return shells.map((one) => directLaunch([one]));
  }
  if (shell === undefined) return [markedShell(nonce, LINUX_SHELLS)];
  return [markedShell(nonce, [shell]), directLaunch([shell])];
}

/** The programs that a start tries, for the sentence that says that none exists. */
export function triedNames({ shell, command }: Pick<ShellStart, 'shell' | 'command'>, os: OperatingSystem) {
  if (command?.[0] !== undefined) return [command[0]];
  if (shell !== undefined) return [shell];
  return os === 'windows' ? [...WINDOWS_SHELLS] : [...LINUX_SHELLS];
}

function markedShell(nonce: string, shells: readonly string[]): Launch {
  return { kind: 'marked', nonce, command: shellCommand(nonce, shells), names: shells.map(baseName) };
}

function directLaunch(command: readonly string[]): Extract<Launch, { kind: 'direct' }> {
  return { kind: 'direct', command, name: baseName(command[0] ?? '') };
}

function baseName(program: string): string {
  return program.split(/[/\\]/).at(-1) || program;
}
