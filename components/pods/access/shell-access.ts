/** Which containers of a pod a shell can be opened in, by the data of the list. */

import type { Container, Pod } from '#protocol/api.ts';
import type { PodsMessages } from '../catalog.ts';

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
