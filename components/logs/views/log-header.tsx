'use client';

import { SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type LogPlace, subjectName } from '#components/addresses/log-place.ts';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { podHref, podsHref, shellHref } from '#components/addresses/pages.ts';
import { PodHeader } from '#components/contexts/pod-header.tsx';
import { useWhere } from '#components/contexts/use-where.ts';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import type { LogsMessages } from '../catalog.ts';
import type { LineSource } from '../lines/log-line.ts';

/** Where the log comes from, and the way to a shell there. */
export function LogHeader({
  place,
  source,
  contextName,
  messages,
  switches,
}: {
  place: LogPlace;
  /** Where a shell opens. */
  source: LineSource | undefined;
  /** '' if unknown. */
  contextName: string;
  messages: LogsMessages;
  switches: ReactNode;
}) {
  const { context, namespace, of } = place;
  const list = { context, namespaces: [namespace] };
  const title =
    of.kind === 'pod'
      ? podHref({ context, namespace, pod: of.pod })
      : podsHref({ ...list, q: of.kind === 'owner' ? `owner:${of.owner.toLowerCase()}` : of.q });
  return (
    <PodHeader
      namespace={namespace}
      pod={subjectName(of) || messages.allPods}
      context={contextName}
      podsHref={podsHref(list)}
      podHref={title}
      messages={messages}
    >
      {source !== undefined && <ShellLink place={place} source={source} messages={messages} />}
      <div className="flex items-center gap-1 max-sm:gap-0">{switches}</div>
    </PodHeader>
  );
}

/** Opens a shell in the container of a line. */
function ShellLink({
  place,
  source,
  messages,
}: {
  place: LogPlace;
  source: LineSource;
  messages: LogsMessages;
}) {
  const { context, namespace, of } = place;
  const where = useWhere(context)(namespace);
  const shell = { context, namespace, pod: source.pod, container: source.container || undefined };
  const hint = of.kind === 'pod' ? source.container : `${source.pod}/${source.container}`;
  return (
    <Tooltip text={messages.openShellHint(hint)} side="bottom">
      <Button asChild>
        <Link
          href={shellHref(shell)}
          aria-label={messages.openShellName(source.pod, source.container, where)}
          prefetch={false}
          onNavigate={(navigation) => {
            if (openInDock(shell)) navigation.preventDefault();
          }}
        >
          <SquareTerminal aria-hidden />
          {messages.openShell}
        </Link>
      </Button>
    </Tooltip>
  );
}
