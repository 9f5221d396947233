import type { ShellTarget } from '#server/terminal/ports.ts';
import { podPath } from '../../client/paths.ts';

/** Path and query of an exec. With a terminal, stdout carries all output; without one, only stdout is requested. */
export function execPath(
  target: ShellTarget,
  command: readonly string[],
  streams: { readonly terminal: boolean },
): string {
  const query = new URLSearchParams({ container: target.container });
  for (const word of command) query.append('command', word);
  query.set('stdin', String(streams.terminal));
  query.set('stdout', 'true');
  query.set('tty', String(streams.terminal));
  return `${podPath(target.namespace, target.pod)}/exec?${query}`;
}
