import { spawnSync } from 'node:child_process';

/** A POSIX shell, and the command that starts it in place of `sh`. */
export interface PosixShell {
  readonly name: string;
  readonly words: readonly string[];
}

const KNOWN: readonly PosixShell[] = [
  { name: 'sh', words: ['sh'] },
  { name: 'dash', words: ['dash'] },
  { name: 'busybox ash', words: ['busybox', 'sh'] },
  { name: 'bash', words: ['bash', '--posix'] },
  { name: 'zsh as sh', words: ['zsh', '--emulate', 'sh', '-o', 'no_rcs'] },
];

/** The shells installed on this machine; `sh` always is. */
export function installedShells(): readonly PosixShell[] {
  return KNOWN.filter(({ words }) => runWith(words, ['sh', '-c', 'exit 7']).status === 7);
}

/** Runs `sh -c ...` with another shell in place of `sh`, without input and with a minimal environment. */
export function runWith(
  words: readonly string[],
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly status: number | null; readonly output: Buffer } {
  const [program = 'sh', ...args] = [...words, ...command.slice(1)];
  const { status, stdout } = spawnSync(program, args, {
    env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, output: stdout ?? Buffer.alloc(0) };
}
