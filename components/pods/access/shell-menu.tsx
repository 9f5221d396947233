'use client';

import { ChevronDown, PanelTop, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { shellHref } from '#components/addresses/pages.ts';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button, type ButtonSize, type ButtonVariant } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Menu, MenuHeading, MenuItem } from '#components/ui/menu.tsx';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import type { ShellChoice } from './shell-access.ts';

/** All containers of a pod, for a shell in the dock or as a full page. Placed to the right of a button. */
export function ShellMenu({
  pod,
  context,
  choices,
  variant,
  size,
}: {
  pod: Pick<Pod, 'namespace' | 'name'>;
  context: string | undefined;
  choices: readonly ShellChoice[];
  variant: ButtonVariant;
  size: ButtonSize;
}) {
  const messages = useMessages(podsCatalog);
  const place = { context, namespace: pod.namespace, pod: pod.name };
  const enterable = choices.filter(({ obstacle }) => obstacle === undefined);
  return (
    <Menu
      label={messages.containersOf(pod.name)}
      trigger={
        <Button
          variant={variant}
          size={size}
          aria-label={messages.moreContainers(pod.name)}
          className={classNames('rounded-l-none px-1', variant === 'primary' ? 'ml-px' : '-ml-px')}
        >
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {choices.map((choice) => (
        <DockItem key={choice.container} place={place} choice={choice} />
      ))}
      {enterable.length > 0 && <MenuHeading>{messages.onOwnPage}</MenuHeading>}
      {enterable.map(({ container }) => (
        <MenuItem key={container} asChild>
          <Link
            href={shellHref({ ...place, container })}
            prefetch={false}
            aria-label={messages.shellOnOwnPage(container)}
          >
            <PanelTop aria-hidden className="text-ink-muted" />
            <span className="truncate">{container}</span>
          </Link>
        </MenuItem>
      ))}
    </Menu>
  );
}

function DockItem({ place, choice }: { place: PodPlace; choice: ShellChoice }) {
  const messages = useMessages(podsCatalog);
  const { container, isDefault, obstacle } = choice;
  const name = (
    <>
      <SquareTerminal aria-hidden className={obstacle === undefined ? 'text-accent-text' : undefined} />
      <span className="grid min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="truncate">{container}</span>
          {isDefault && <span className="text-2xs text-ink-muted">{messages.defaultContainer}</span>}
        </span>
        {obstacle !== undefined && <span className="text-xs">{obstacle}</span>}
      </span>
    </>
  );
  if (obstacle !== undefined) return <MenuItem disabled>{name}</MenuItem>;
  return (
    <MenuItem asChild>
      <Link
        href={shellHref({ ...place, container })}
        prefetch={false}
        onNavigate={(navigation) => {
          if (openInDock({ ...place, container })) navigation.preventDefault();
        }}
      >
        {name}
      </Link>
    </MenuItem>
  );
}
