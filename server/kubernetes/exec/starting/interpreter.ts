/** The words that start a POSIX shell in a container; `-c SCRIPT` follows. */
export type Interpreter = readonly [string, ...string[]];

export const SH: Interpreter = ['sh'];

/** Shells that run a POSIX script as they are. */
const POSIX = new Set(['sh', 'ash', 'bash', 'dash']);

/**
 * How a shell runs our scripts where the image has no `sh`; undefined for one that cannot, as fish.
 * @param program a name or a path
 */
export function interpreterOf(program: string): Interpreter | undefined {
  const name = baseName(program);
  if (name.startsWith('busybox')) return [program, 'sh'];
  // The user's startup files may print or fail. In this mode, -f would mean something else.
  if (name === 'zsh') return [program, '--emulate', 'sh', '-o', 'no_rcs'];
  return POSIX.has(name) ? [program] : undefined;
}

/** The last segment of a path, on Linux or Windows. */
export function baseName(program: string): string {
  return program.split(/[/\\]/).at(-1) || program;
}
