'use client';

import { LoaderCircle } from 'lucide-react';
import Link, { useLinkStatus } from 'next/link';
import { memo } from 'react';
import { podHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Pod } from '#protocol/api.ts';
import { PodShellButton } from '../access/shell-button.tsx';
import { podsCatalog } from '../catalog.ts';
import { Age } from '../clock/clock.tsx';
import { ContainerSummary } from '../health/container-summary.tsx';
import { statusReason } from '../health/pod-health.ts';
import { PodStatus } from '../health/pod-status.tsx';
import type { ShownColumns } from './column-choice.ts';

export interface PodRowProps {
  readonly pod: Pod;
  readonly index: number;
  readonly context: string | undefined;
  readonly columns: ShownColumns;
  /** Why no shell can be opened in the pod's namespace; undefined when one can. */
  readonly obstacle: string | undefined;
  /** Tells the list how high the row turned out. */
  readonly measure: (row: HTMLTableRowElement | null) => void;
}

/** Muted details: below the status on a narrow screen, columns of their own on a wide one. */
const DETAIL = 'max-md:text-ink-muted max-md:text-xs md:px-3';

/** One pod: a row of the table, or a card where the window is narrow. */
export const PodRow = memo(function PodRow({ pod, index, context, columns, obstacle, measure }: PodRowProps) {
  const messages = useMessages(podsCatalog);
  const reason = statusReason(pod);
  return (
    <tr
      ref={measure}
      data-index={index}
      data-pod={`${pod.namespace}/${pod.name}`}
      aria-rowindex={index + 2}
      className={classNames(
        'group bg-surface hover:bg-hover max-md:border-line max-md:border-b md:*:border-line md:*:border-b',
        'max-md:relative max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-3',
        'md:h-10',
      )}
    >
      <td className="max-md:basis-full max-md:pr-24 md:truncate md:pr-3 md:pl-4">
        <Link
          href={podHref({ context, namespace: pod.namespace, pod: pod.name })}
          prefetch={false}
          title={pod.name}
          className="font-medium font-mono text-xs underline-offset-4 hover:underline max-md:break-all max-md:text-sm"
        >
          {pod.name}
          <Pending />
        </Link>
      </td>
      {columns.has('namespace') && (
        <td className={classNames(DETAIL, 'max-md:order-2 md:truncate')}>{pod.namespace}</td>
      )}
      <td className="max-md:order-1 max-md:basis-full md:px-3">
        <span className="flex min-w-0 gap-2 max-md:flex-col max-md:gap-0.5 md:items-center">
          <PodStatus pod={pod} />
          {reason !== '' && (
            <span
              title={reason}
              className="min-w-0 flex-1 text-ink-muted text-xs max-md:line-clamp-2 md:truncate"
            >
              {reason}
            </span>
          )}
        </span>
      </td>
      {columns.has('containers') && (
        <td className={classNames(DETAIL, 'max-md:order-3 max-md:max-w-full', columns.get('containers'))}>
          <ContainerSummary pod={pod} />
        </td>
      )}
      {columns.has('restarts') && (
        <td
          className={classNames(
            DETAIL,
            'max-md:order-4 tabular-nums md:text-right',
            pod.restarts === 0 && 'max-md:hidden',
            columns.get('restarts'),
          )}
        >
          <span className={pod.restarts === 0 ? 'text-ink-muted' : undefined}>
            {pod.restarts}
            <span className="md:sr-only">{messages.restartsAfterNumber(pod.restarts)}</span>
          </span>
        </td>
      )}
      {columns.has('age') && (
        <td className={classNames(DETAIL, 'max-md:order-4 whitespace-nowrap tabular-nums md:text-right')}>
          <Age since={pod.createdAt} />
        </td>
      )}
      {columns.has('node') && (
        <TextCell text={pod.node} none={messages.noNode} className={columns.get('node')} />
      )}
      {columns.has('ip') && <TextCell text={pod.ip} none={messages.noIp} className={columns.get('ip')} />}
      {columns.has('labels') && <TextCell text={labelText(pod)} none="" className={columns.get('labels')} />}
      <td className="max-md:absolute max-md:top-2.5 max-md:right-4 md:sticky md:right-0 md:bg-inherit md:pr-4 md:pl-2 md:text-right">
        <PodShellButton pod={pod} context={context} {...(obstacle === undefined ? {} : { obstacle })} />
      </td>
    </tr>
  );
});

function TextCell({ text, none, className }: { text: string; none: string; className: string | undefined }) {
  return (
    <td className={classNames(DETAIL, 'max-md:order-5 max-md:break-all md:truncate', className)} title={text}>
      {text === '' ? <span className="text-ink-muted">{none}</span> : text}
    </td>
  );
}

function labelText({ labels }: Pod): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}

/** Shows that the pod's page is on its way. */
function Pending() {
  const { pending } = useLinkStatus();
  return pending ? <LoaderCircle aria-hidden className="ml-1.5 inline size-3.5 animate-spin" /> : null;
}
