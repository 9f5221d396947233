'use client';

import { ChevronDown, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { openInDock } from '#components/dock/open-in-dock.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button, buttonClasses } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from './catalog.ts';
import { shellHref } from './pod-links.ts';
import { type ShellChoice, shellChoices } from './shell-access.ts';

/**
 * Opens a shell in one container, or says why it cannot. It opens in the dock; with Ctrl or Cmd, and where scripts do
 * not run, on a page of its own.
 */
export function ShellButton({
  pod,
  context,
  choice,
  variant = 'secondary',
  size = 'sm',
  className,
}: {
  pod: Pick<Pod, 'namespace' | 'name'>;
  context: string | undefined;
  choice: ShellChoice;
  variant?: 'primary' | 'secondary';
  size?: 'sm' | 'md';
  className?: string;
}) {
  const messages = useMessages(podsCatalog);
  const content = (
    <>
      <SquareTerminal
        aria-hidden
        className={variant === 'secondary' && choice.obstacle === undefined ? 'text-accent-text' : undefined}
      />
      {messages.shell}
    </>
  );
  if (choice.obstacle !== undefined) {
    return (
      <Tooltip text={choice.obstacle} side="left">
        <button
          type="button"
          aria-disabled="true"
          aria-label={messages.shellUnavailable(pod.name, choice.obstacle)}
          className={classNames(buttonClasses(variant, size, true), className)}
        >
          {content}
        </button>
      </Tooltip>
    );
  }
  return (
    <Button asChild variant={variant} size={size} {...(className === undefined ? {} : { className })}>
      <Link
        href={shellHref({ context, namespace: pod.namespace, pod: pod.name }, choice.container)}
        prefetch={false}
        aria-label={messages.shellIn(pod.name, choice.container)}
        onNavigate={(navigation) => {
          const place = { context, namespace: pod.namespace, pod: pod.name, container: choice.container };
          if (openInDock(place)) navigation.preventDefault();
        }}
      >
        {content}
      </Link>
    </Button>
  );
}

/**
 * The shell of the pod's default container, with a menu of the others when there are any.
 * @param obstacle why none of them may be entered; undefined when that depends on the container
 */
export function PodShellButton({
  pod,
  context,
  prominent = false,
  obstacle,
}: {
  pod: Pod;
  context: string | undefined;
  prominent?: boolean;
  obstacle?: string;
}) {
  const messages = useMessages(podsCatalog);
  const look = prominent
    ? ({ variant: 'primary', size: 'md' } as const)
    : ({ variant: 'secondary', size: 'sm' } as const);
  const choices = shellChoices(pod, messages).map((choice) => ({
    ...choice,
    obstacle: obstacle ?? choice.obstacle,
  }));
  const first = choices[0];
  if (first === undefined) {
    const none = { container: '', kind: 'regular', isDefault: true, obstacle: messages.noContainer } as const;
    return <ShellButton pod={pod} context={context} choice={none} {...look} />;
  }
  if (choices.length === 1 || obstacle !== undefined) {
    return <ShellButton pod={pod} context={context} choice={first} {...look} />;
  }
  return (
    <span className="inline-flex">
      <ShellButton pod={pod} context={context} choice={first} {...look} className="rounded-r-none" />
      <Menu
        label={messages.containersOf(pod.name)}
        trigger={
          <Button
            {...look}
            aria-label={messages.moreContainers(pod.name)}
            className={classNames('rounded-l-none px-1', prominent ? 'ml-px' : '-ml-px')}
          >
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {choices.map((choice) => (
          <ContainerItem key={choice.container} pod={pod} context={context} choice={choice} />
        ))}
      </Menu>
    </span>
  );
}

function ContainerItem({
  pod,
  context,
  choice,
}: {
  pod: Pod;
  context: string | undefined;
  choice: ShellChoice;
}) {
  const messages = useMessages(podsCatalog);
  const place = { context, namespace: pod.namespace, pod: pod.name };
  const name = (
    <>
      <SquareTerminal
        aria-hidden
        className={choice.obstacle === undefined ? 'text-accent-text' : undefined}
      />
      <span className="grid min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="truncate">{choice.container}</span>
          {choice.isDefault && <span className="text-2xs text-ink-muted">{messages.defaultContainer}</span>}
        </span>
        {choice.obstacle !== undefined && <span className="text-xs">{choice.obstacle}</span>}
      </span>
    </>
  );
  if (choice.obstacle !== undefined) return <MenuItem disabled>{name}</MenuItem>;
  return (
    <MenuItem asChild>
      <Link
        href={shellHref(place, choice.container)}
        prefetch={false}
        onNavigate={(navigation) => {
          if (openInDock({ ...place, container: choice.container })) navigation.preventDefault();
        }}
      >
        {name}
      </Link>
    </MenuItem>
  );
}
