'use client';

import { SquareTerminal } from 'lucide-react';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { shellHref } from '#components/addresses/pages.ts';
import { served } from '#components/addresses/served.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useWhere } from '#components/contexts/use-where.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { useFollow } from '#components/links/use-follow.ts';
import { buttonClasses } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { tooltip } from '#components/ui/layers/tooltip.tsx';
import type { LazyLayer } from '#components/ui/layers/use-lazy-layer.ts';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import { type ShellChoice, shellChoices } from './shell-access.ts';
import { shellMenu } from './shell-menu.tsx';
import type { ButtonLook, ShellTools } from './shell-tools.ts';
import { useShellTools } from './use-shell-tools.ts';

const SMALL: ButtonLook = { variant: 'secondary', size: 'sm' };
const PROMINENT: ButtonLook = { variant: 'primary', size: 'md' };

/** The same elements each time: React need not compare them. */
const ICON = <SquareTerminal aria-hidden />;
const ACCENT_ICON = <SquareTerminal aria-hidden className="text-accent-text" />;

/**
 * Opens a shell in one container, or shows why it cannot. It opens in the dock; with Ctrl or Cmd, or without JavaScript,
 * as a full page. A function, not a component: it is called for each row, and components cost React more.
 */
function shellButton(
  pod: Pick<Pod, 'namespace' | 'name'>,
  choice: ShellChoice,
  { context, contextName, where: sayWhere, messages, follow }: Omit<ShellTools, 'menuTrigger'>,
  { variant, size, tabIndex }: ButtonLook,
  className?: string,
) {
  const where = sayWhere(pod.namespace);
  if (choice.obstacle !== undefined) {
    return (
      <button
        type="button"
        {...tooltip(choice.obstacle, 'left')}
        aria-disabled="true"
        tabIndex={tabIndex}
        aria-label={messages.shellUnavailable(pod.name, where, choice.obstacle)}
        className={classNames(buttonClasses(variant, size, true), className)}
      >
        {ICON}
        {messages.shell}
      </button>
    );
  }
  // Named: in another tab, or after a reload, another context may be the current one.
  const place = {
    context: contextName || context,
    namespace: pod.namespace,
    pod: pod.name,
    container: choice.container,
  };
  const href = shellHref(place);
  return (
    <a
      href={served(href)}
      tabIndex={tabIndex}
      aria-label={messages.shellIn(pod.name, choice.container, where)}
      onClick={(event) => follow(event, href, () => openInDock(place))}
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
  return shellButton(pod, choice, { context, contextName, where, messages, follow }, SMALL);
}

/**
 * Opens a shell in the pod's default container; a menu offers the other containers, the full page and links. For rows.
 * @param obstacle why no container allows a shell; undefined if that depends on the container
 * @param layer if the menu of this pod was opened last
 */
export function podShellButton(
  pod: Pod,
  obstacle: string | undefined,
  tools: ShellTools,
  layer: LazyLayer | undefined,
  look: ButtonLook,
) {
  const { messages } = tools;
  const choices = shellChoices(pod, messages).map((choice) => ({
    ...choice,
    obstacle: obstacle ?? choice.obstacle,
  }));
  const none = { container: '', kind: 'regular', isDefault: true, obstacle: messages.noContainer } as const;
  return (
    <span className="inline-flex">
      {shellButton(pod, choices[0] ?? none, tools, look, 'rounded-r-none')}
      {shellMenu(pod, choices, tools, layer, look)}
    </span>
  );
}

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
  const { tools, layerOf } = useShellTools(context);
  return podShellButton(pod, obstacle, tools, layerOf(pod.uid), PROMINENT);
}
