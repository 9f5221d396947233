'use client';

import { Layers, Ship, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { podHref, podsHref, shellHref } from '#components/addresses/pages.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { ContextMark, contextBorder } from '#components/contexts/context-mark.tsx';
import { useContextColours } from '#components/contexts/use-context-colour.ts';
import { BrandMark } from '#components/ui/brand-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
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
  const { context, namespace, pod, container } = place;
  const colour = useContextColours()(contextName);
  return (
    <header
      className={classNames(
        'flex min-h-13 shrink-0 items-center gap-2 border-line border-b bg-surface py-1.5 pr-2 pl-3 max-sm:flex-wrap sm:pr-3 sm:pl-4',
        colour !== 'none' && classNames('border-t-3', contextBorder(colour)),
      )}
    >
      <Link
        href={podsHref({ context, namespaces: [namespace] })}
        prefetch={false}
        aria-label={messages.toPods}
        className="flex min-h-8 shrink-0 items-center justify-center rounded-md px-1 pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        <BrandMark className="h-5 w-auto" />
      </Link>
      <span aria-hidden className="text-lg text-line-strong">
        /
      </span>
      <h1 className="min-w-0 truncate font-mono font-semibold text-base max-sm:flex-1">
        <Link href={podHref(place)} prefetch={false} className="rounded-sm hover:underline">
          {pod}
        </Link>
      </h1>
      <dl className="flex min-w-0 flex-1 items-center gap-x-3 pl-2 text-ink-muted text-xs max-sm:order-last max-sm:basis-full max-sm:pl-1">
        <div className="flex min-w-0 items-center gap-1">
          <dt>
            <Layers aria-hidden className="size-3.5" />
            <span className="sr-only">{messages.namespace}</span>
          </dt>
          <dd className="truncate">{namespace}</dd>
        </div>
        {contextName !== '' && (
          <div className="flex min-w-0 items-center gap-1">
            <dt className="flex items-center gap-1">
              <ContextMark colour={colour} />
              <Ship aria-hidden className="size-3.5 shrink-0" />
              <span className="sr-only">{messages.context}</span>
            </dt>
            <dd className="truncate">{contextName}</dd>
          </div>
        )}
      </dl>
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
    </header>
  );
}
