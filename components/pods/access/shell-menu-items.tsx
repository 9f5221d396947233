'use client';

import { Bug, Logs, PanelTop, Plug, ScrollText, SquareTerminal, TextCursorInput } from 'lucide-react';
import Link from 'next/link';
import { ALL_CONTAINERS, podLogPlace } from '#components/addresses/log-place.ts';
import { askInDock, debugInDock, openInDock } from '#components/addresses/open-in-dock.ts';
import { podHref, shellHref } from '#components/addresses/pages.ts';
import { inNamedContext, type PodPlace } from '#components/addresses/shell-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { linksCatalog } from '#components/links/catalog.ts';
import { CopyLinkItem } from '#components/links/copy-link.tsx';
import { LogLink } from '#components/links/log-link.tsx';
import { FavouritePodItem } from '#components/recents/favourite-toggle.tsx';
import { MenuHeading, MenuItem } from '#components/ui/layers/menu.tsx';
import type { PodOwner } from '#protocol/api.ts';
import { shellMenuCatalog } from './catalog.ts';
import type { ShellChoice } from './shell-access.ts';

/**
 * All containers of a pod, for a shell in the dock or as a full page, and for the log; links to copy; the mark of a favourite.
 * @param contextName the name of the pod's context; '' if unknown
 * @param podOwner whose pods' logs are offered together
 */
export function ShellMenuItems({
  place: given,
  contextName,
  choices,
  podOwner,
}: {
  place: PodPlace;
  contextName: string;
  choices: readonly ShellChoice[];
  podOwner: PodOwner | null;
}) {
  const messages = useMessages(shellMenuCatalog);
  const owner = podOwner === null ? undefined : ownerName(podOwner);
  const links = useMessages(linksCatalog);
  const enterable = choices.filter(({ obstacle }) => obstacle === undefined);
  const place = inNamedContext(given, contextName);
  const container = choices[0]?.container;
  return (
    <>
      {choices.map((choice) => (
        <DockItem key={choice.container} place={place} choice={choice} />
      ))}
      {choices.length > 0 && <MenuHeading>{messages.logs}</MenuHeading>}
      {choices.map((choice) => (
        <MenuItem key={choice.container} asChild>
          <LogLink
            place={podLogPlace({ ...place, container: choice.container })}
            aria-label={messages.logOf(choice.container)}
          >
            <ScrollText aria-hidden className="text-ink-muted" />
            <span className="truncate">{choice.container}</span>
          </LogLink>
        </MenuItem>
      ))}
      {choices.length > 1 && (
        <MenuItem asChild>
          <LogLink place={podLogPlace({ ...place, container: ALL_CONTAINERS })}>
            <ScrollText aria-hidden className="text-ink-muted" />
            <span className="truncate">{messages.logOfAll}</span>
          </LogLink>
        </MenuItem>
      )}
      {owner !== undefined && (
        <MenuItem asChild>
          <LogLink
            place={{
              context: place.context,
              namespace: place.namespace,
              of: { kind: 'owner', owner },
              container: undefined,
            }}
            aria-label={messages.logsOfPodsOf(owner)}
          >
            <Logs aria-hidden className="text-ink-muted" />
            <span className="truncate">{owner}</span>
          </LogLink>
        </MenuItem>
      )}
      {enterable.length > 0 && <MenuHeading>{messages.otherShellIn}</MenuHeading>}
      {enterable.map((choice) => (
        <MenuItem key={choice.container} asChild>
          <button
            type="button"
            aria-label={messages.otherShellOf(choice.container)}
            onClick={() => askInDock({ ...place, container: choice.container })}
            className="w-full text-left"
          >
            <TextCursorInput aria-hidden className="text-ink-muted" />
            <span className="truncate">{choice.container}</span>
          </button>
        </MenuItem>
      ))}
      {enterable.length > 0 && <MenuHeading>{messages.attachTo}</MenuHeading>}
      {enterable.map(({ container }) => (
        <MenuItem key={container} asChild>
          <Link
            href={shellHref({ ...place, container, attach: true })}
            prefetch={false}
            aria-label={messages.attachOf(container)}
            onNavigate={(navigation) => {
              if (openInDock({ ...place, container, attach: true })) navigation.preventDefault();
            }}
          >
            <Plug aria-hidden className="text-ink-muted" />
            <span className="truncate">{container}</span>
          </Link>
        </MenuItem>
      ))}
      {enterable.length > 0 && <MenuHeading>{messages.onOwnPage}</MenuHeading>}
      {enterable.map((choice) => (
        <MenuItem key={choice.container} asChild>
          <Link
            href={shellHref({ ...place, container: choice.container })}
            prefetch={false}
            aria-label={messages.shellOnOwnPage(choice.container)}
          >
            <PanelTop aria-hidden className="text-ink-muted" />
            <span className="truncate">{choice.container}</span>
          </Link>
        </MenuItem>
      ))}
      <MenuHeading>{messages.podLinks}</MenuHeading>
      <MenuItem asChild>
        <button type="button" onClick={() => debugInDock(place)} className="w-full text-left">
          <Bug aria-hidden className="text-ink-muted" />
          <span className="truncate">{messages.debug}</span>
        </button>
      </MenuItem>
      {container !== undefined && (
        <CopyLinkItem href={shellHref({ ...place, container })} label={links.copyShellLink} />
      )}
      <CopyLinkItem href={podHref(place)} label={links.copyPodLink} />
      <FavouritePodItem pod={place} context={contextName} />
    </>
  );
}

function DockItem({ place, choice }: { place: PodPlace; choice: ShellChoice }) {
  const messages = useMessages(shellMenuCatalog);
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

/** The name that users know: of a Deployment rather than of its ReplicaSet. */
function ownerName({ kind, name, deployment }: PodOwner): string {
  return deployment === undefined ? `${kind}/${name}` : `Deployment/${deployment}`;
}
