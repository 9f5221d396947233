'use client';

import { SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { shellHref } from '#components/addresses/pages.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button, buttonClasses } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import { type ShellChoice, shellChoices } from './shell-access.ts';
import { ShellMenu } from './shell-menu.tsx';

/**
 * Opens a shell in one container, or shows why it cannot. It opens in the dock; with Ctrl or Cmd, or without JavaScript,
 * as a full page.
 */
export function ShellButton({
  pod,
  context,
  choice,
  variant = 'secondary',
  size = 'sm',
  className,
  tabIndex,
}: {
  pod: Pick<Pod, 'namespace' | 'name'>;
  context: string | undefined;
  choice: ShellChoice;
  variant?: 'primary' | 'secondary';
  size?: 'sm' | 'md';
  className?: string;
  /** In a list whose arrow keys lead to the button. */
  tabIndex?: -1 | undefined;
}) {
  const messages = useMessages(podsCatalog);
  const where = messages.where(pod.namespace, useContextName(context));
  const place = { context, namespace: pod.namespace, pod: pod.name, container: choice.container };
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
          tabIndex={tabIndex}
          aria-label={messages.shellUnavailable(pod.name, where, choice.obstacle)}
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
        href={shellHref(place)}
        prefetch={false}
        tabIndex={tabIndex}
        aria-label={messages.shellIn(pod.name, choice.container, where)}
        onNavigate={(navigation) => {
          if (openInDock(place)) navigation.preventDefault();
        }}
      >
        {content}
      </Link>
    </Button>
  );
}

/**
 * Opens a shell in the pod's default container; a menu offers the other containers, the full page and links.
 * @param obstacle why no container allows a shell; undefined if that depends on the container
 */
export function PodShellButton({
  pod,
  context,
  prominent = false,
  obstacle,
  tabIndex,
}: {
  pod: Pod;
  context: string | undefined;
  prominent?: boolean;
  obstacle?: string;
  /** In a list whose arrow keys lead to the buttons. */
  tabIndex?: -1;
}) {
  const messages = useMessages(podsCatalog);
  const look = prominent
    ? ({ variant: 'primary', size: 'md' } as const)
    : ({ variant: 'secondary', size: 'sm' } as const);
  const choices = shellChoices(pod, messages).map((choice) => ({
    ...choice,
    obstacle: obstacle ?? choice.obstacle,
  }));
  const none = { container: '', kind: 'regular', isDefault: true, obstacle: messages.noContainer } as const;
  return (
    <span className="inline-flex">
      <ShellButton
        pod={pod}
        context={context}
        choice={choices[0] ?? none}
        {...look}
        tabIndex={tabIndex}
        className="rounded-r-none"
      />
      <ShellMenu pod={pod} context={context} choices={choices} {...look} tabIndex={tabIndex} />
    </span>
  );
}
