import type { ShellTarget } from '#server/terminal/ports.ts';
import { podPath } from '../../client/paths.ts';

/** Path and query of an attach to a container's main process. With a terminal, stdout carries all output. */
export function attachPath(
  target: ShellTarget,
  streams: { readonly terminal: boolean; readonly input: boolean },
): string {
  const query = new URLSearchParams({ container: target.container });
  query.set('stdin', String(streams.input));
  query.set('stdout', 'true');
  if (!streams.terminal) query.set('stderr', 'true');
  query.set('tty', String(streams.terminal));
  return `${podPath(target.namespace, target.pod)}/attach?${query}`;
}

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
