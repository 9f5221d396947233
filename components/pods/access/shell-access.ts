/** Which containers of a pod a shell can be opened in, by the data of the list. */

import type { ShellPlace } from '#components/addresses/shell-place.ts';
import type { Container, Pod } from '#protocol/api.ts';
import type { PodsMessages } from '../catalog.ts';
import type { ShellTools } from './shell-tools.ts';

export interface ShellChoice {
  readonly container: string;
  readonly kind: Container['kind'];
  readonly isDefault: boolean;
  /** Why no shell can be opened; undefined if one can. */
  readonly obstacle: string | undefined;
}

/** The default container first, then the others as the pod lists them. Init containers only while they run. */
export function shellChoices(
  pod: Pick<Pod, 'containers' | 'defaultContainer'>,
  messages: Pick<PodsMessages, 'notRunning'>,
): readonly ShellChoice[] {
  const choices = pod.containers
    .filter((container) => container.kind !== 'init' || container.state === 'running')
    .map((container) => shellChoice(pod, container, messages));
  return choices.sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

/** Where a shell runs. Its context has a name: in another tab, or after a reload, another one may be the current one. */
export function shellPlace(
  { namespace, name }: Pick<Pod, 'namespace' | 'name'>,
  container: string,
  { context, contextName }: Pick<ShellTools, 'context' | 'contextName'>,
): ShellPlace {
  return { context: contextName || context, namespace, pod: name, container };
}

/** {@link shellChoices}. @param obstacle why no container allows a shell; undefined if that depends on the container */
export function podShellChoices(
  pod: Pick<Pod, 'containers' | 'defaultContainer'>,
  obstacle: string | undefined,
  messages: Pick<PodsMessages, 'notRunning'>,
): readonly ShellChoice[] {
  const choices = shellChoices(pod, messages);
  return obstacle === undefined ? choices : choices.map((choice) => ({ ...choice, obstacle }));
}

/** The choice for one container. */
export function shellChoice(
  pod: Pick<Pod, 'defaultContainer'>,
  container: Container,
  messages: Pick<PodsMessages, 'notRunning'>,
): ShellChoice {
  return {
    container: container.name,
    kind: container.kind,
    isDefault: container.name === pod.defaultContainer,
    obstacle: container.state === 'running' ? undefined : messages.notRunning(container),
  };
}
