'use client';

import { SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { podHref, podsHref, shellHref } from '#components/addresses/pages.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { PodHeader } from '#components/contexts/pod-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import type { LogsMessages } from '../catalog.ts';

/** Where the log comes from, and the way to a shell there. */
export function LogHeader({
  place,
  contextName,
  messages,
  switches,
}: {
  /** The container is the one that a shell opens in. */
  place: ShellPlace;
  /** '' if unknown. */
  contextName: string;
  messages: LogsMessages;
  switches: ReactNode;
}) {
  const { context, namespace, container } = place;
  return (
    <PodHeader
      namespace={namespace}
      pod={place.pod}
      context={contextName}
      podsHref={podsHref({ context, namespaces: [namespace] })}
      podHref={podHref(place)}
      messages={messages}
    >
      <Tooltip text={messages.openShellHint(container ?? '')} side="bottom">
        <Button asChild>
          <Link
            href={shellHref(place)}
            prefetch={false}
            onNavigate={(navigation) => {
              if (openInDock(place)) navigation.preventDefault();
            }}
          >
            <SquareTerminal aria-hidden />
            {messages.openShell}
          </Link>
        </Button>
      </Tooltip>
      <div className="flex items-center">{switches}</div>
    </PodHeader>
  );
}
