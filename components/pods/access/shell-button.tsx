'use client';

import type { MouseEvent } from 'react';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { shellHref } from '#components/addresses/pages.ts';
import { served } from '#components/addresses/served.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useWhere } from '#components/contexts/use-where.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { type Follow, useFollow } from '#components/links/use-follow.ts';
import { buttonClasses } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { tooltip } from '#components/ui/layers/tooltip.tsx';
import { plainIcon } from '#components/ui/plain/plain-icon.tsx';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import { rowControl } from './row-controls.ts';
import { podShellChoices, type ShellChoice, shellPlace } from './shell-access.ts';
import { ShellMenu, shellMenuButton } from './shell-menu.tsx';
import type { ButtonLook, ShellActions, ShellTools } from './shell-tools.ts';
import { useShellTools } from './use-shell-tools.ts';

const SMALL: ButtonLook = { variant: 'secondary', size: 'sm' };
const PROMINENT: ButtonLook = { variant: 'primary', size: 'md' };

const ICON = plainIcon('square-terminal');
const ACCENT_ICON = plainIcon('square-terminal', 'text-accent-text');

/**
 * Opens a shell in one container, or shows why it cannot. It opens in the dock; with Ctrl or Cmd, or without JavaScript,
 * as a full page. Plain elements, for rows.
 * @param follow undefined: the row has the handlers
 */
function shellButton(
  pod: Pick<Pod, 'namespace' | 'name'>,
  choice: ShellChoice,
  tools: ShellTools,
  { variant, size, tabIndex }: ButtonLook,
  className: string,
  follow?: Follow,
) {
  const { messages } = tools;
  const where = tools.where(pod.namespace);
  if (choice.obstacle !== undefined) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: the element of the link below, so that a row keeps it for another pod.
      <a
        role="button"
        {...tooltip(choice.obstacle, 'left')}
        aria-disabled="true"
        // Without an address it takes no focus by itself.
        tabIndex={tabIndex ?? 0}
        aria-label={messages.shellUnavailable(pod.name, where, choice.obstacle)}
        className={classNames(buttonClasses(variant, size, true), className)}
      >
        {ICON}
        {messages.shell}
      </a>
    );
  }
  const place = shellPlace(pod, choice.container, tools);
  const href = shellHref(place);
  return (
    <a
      href={served(href)}
      tabIndex={tabIndex}
      aria-label={messages.shellIn(pod.name, choice.container, where)}
      {...rowControl('shell')}
      {...(follow && { onClick: (event: MouseEvent) => follow(event, href, () => openInDock(place)) })}
      className={classNames(buttonClasses(variant, size), className)}
    >
      {variant === 'secondary' ? ACCENT_ICON : ICON}
      {messages.shell}
    </a>
  );
}

/** Opens a shell in one container, or shows why it cannot. */
export function ShellButton({
  pod,
  context,
  choice,
}: {
  pod: Pick<Pod, 'namespace' | 'name'>;
  context: string | undefined;
  choice: ShellChoice;
}) {
  const messages = useMessages(podsCatalog);
  const contextName = useContextName(context);
  const where = useWhere(context);
  const { follow } = useFollow();
  return shellButton(pod, choice, { context, contextName, where, messages }, SMALL, '', follow);
}

/**
 * Opens a shell in the pod's default container; a menu offers the other containers, the full page and links. Plain
 * elements, for rows.
 * @param obstacle why no container allows a shell; undefined if that depends on the container
 * @param isOpen the menu is this pod's, and open
 * @param actions undefined: the row has the handlers
 */
export function podShellButton(
  pod: Pod,
  obstacle: string | undefined,
  isOpen: boolean,
  tools: ShellTools,
  look: ButtonLook,
  actions?: ShellActions,
) {
  const { messages } = tools;
  const [choice = { ...NO_CONTAINER, obstacle: messages.noContainer }] = podShellChoices(
    pod,
    obstacle,
    messages,
  );
  // Beside a button that does nothing, its menu must not be what stands out.
  const menuLook = choice.obstacle === undefined ? look : { ...look, variant: 'secondary' as const };
  return (
    <span className="inline-flex">
      {shellButton(pod, choice, tools, look, 'rounded-r-none', actions?.follow)}
      {shellMenuButton(pod, isOpen, tools, menuLook, actions?.menuTrigger)}
    </span>
  );
}

const NO_CONTAINER = { container: '', kind: 'regular', isDefault: true } as const;

/** {@link podShellButton} for a page of one pod. */
export function PodShellButton({
  pod,
  context,
  obstacle,
}: {
  pod: Pod;
  context: string | undefined;
  obstacle?: string;
}) {
  const { tools, actions, layerOf } = useShellTools(context);
  const layer = layerOf(pod.uid);
  return (
    <>
      {podShellButton(pod, obstacle, layer?.open === true, tools, PROMINENT, actions)}
      {layer !== undefined && <ShellMenu pod={pod} obstacle={obstacle} tools={tools} layer={layer} />}
    </>
  );
}
