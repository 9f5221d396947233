/**
 * The columns of the pod table, in order. Header, cells, column picker, sorting and the narrow layout are all derived
 * from this list: to add a column, add an entry here and its name in the catalog.
 */

import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { Pod } from '#protocol/api.ts';
import { podShellButton } from '../../access/shell-button.tsx';
import type { ButtonLook, ShellTools } from '../../access/shell-tools.ts';
import type { PodsMessages } from '../../catalog.ts';
import { ageElement, ageText } from '../../clock/clock.tsx';
import { causeText } from '../../health/cause-text.ts';
import { containerSummary } from '../../health/container-summary.tsx';
import { podHealth } from '../../health/pod-health.ts';
import { podStatus } from '../../health/pod-status.tsx';
import { podNameLink } from '../pod-name-link.tsx';

/** What a cell needs in addition to its pod. */
export interface RowContext {
  readonly tools: ShellTools;
  /** Why no shell can be opened in the pod's namespace; undefined if one can. */
  readonly obstacle: string | undefined;
  /** The row has the list's tab stop. */
  readonly isStop: boolean;
  /** The pod's page is being loaded. */
  readonly isLoading: boolean;
  /** The pod's menu is open. */
  readonly isOpen: boolean;
  readonly isCompact: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface PodColumn {
  readonly id: string;
  /** `always`: cannot be hidden. `usual`: shown by default. `extra`: shown only if chosen. */
  readonly shown: 'always' | 'usual' | 'extra';
  /** Widest width in rem. With chosen columns, a narrower window scrolls the table sideways. */
  readonly rem: number;
  /** Width and padding of the header. Tailwind classes. */
  readonly width: string;
  /** Tailwind class that hides a usual column in a narrow window. */
  readonly hide?: string;
  /** Tailwind classes that keep the column in sight while the table scrolls sideways. */
  readonly stick?: string;
  readonly alignRight?: boolean;
  /** The ascending order; without it the column is not sortable. */
  readonly compare?: (a: Pod, b: Pod) => number;
  readonly header: (messages: PodsMessages) => string;
  /** Tailwind classes of the cell: on a narrow window each row is a card, and `max-md:order-*` places the cell in it. */
  readonly className: string;
  /** True if cards leave the cell out. */
  readonly isIdle?: (pod: Pod) => boolean;
  readonly title?: (pod: Pod) => string;
  /** Plain elements, without components and handlers: see `PodRow`. */
  readonly cell: (pod: Pod, row: RowContext) => ReactNode;
}

/** A container that was restarted within this time is likely to go on failing. Milliseconds. */
const RECENT_RESTART_MS = 10 * 60_000;

/** Muted details: below the status in a card, separate columns in the table. */
const DETAIL = 'max-md:text-ink-muted max-md:text-xs md:px-3';
const SHELL_LOOK: ButtonLook = { variant: 'secondary', size: 'sm', tabIndex: -1 };
const TEXT = `${DETAIL} max-md:order-5 max-md:break-all md:truncate`;

export const podColumns = [
  {
    id: 'name',
    shown: 'always',
    rem: 20,
    width: 'pr-3 pl-4',
    compare: (a, b) => compareText(a.name, b.name),
    header: ({ columns }) => columns.name,
    className: 'max-md:basis-full max-md:pr-24 md:truncate md:pr-3 md:pl-4',
    cell: (pod, { tools, isStop, isLoading }) =>
      podNameLink(pod, reasonOf(pod, tools), tools.context, isStop, isLoading),
  },
  {
    id: 'namespace',
    shown: 'usual',
    rem: 9,
    width: 'w-36 px-3',
    compare: (a, b) => compareText(a.namespace, b.namespace),
    header: ({ columns }) => columns.namespace,
    className: `${DETAIL} max-md:order-2 md:truncate`,
    cell: (pod) => pod.namespace,
  },
  {
    id: 'status',
    shown: 'always',
    rem: 20,
    width: 'w-56 px-3 min-[1400px]:w-80',
    compare: (a, b) => podHealth(a).rank - podHealth(b).rank || compareText(a.status, b.status),
    header: ({ columns }) => columns.status,
    className: 'max-md:order-1 max-md:basis-full md:px-3',
    cell: statusCell,
  },
  {
    id: 'containers',
    shown: 'usual',
    rem: 10,
    width: 'w-32 px-3 xl:w-40',
    hide: 'not-print:md:max-lg:hidden',
    compare: (a, b) => readyShare(a) - readyShare(b) || a.totalContainers - b.totalContainers,
    header: ({ columns }) => columns.containers,
    className: `${DETAIL} max-md:order-3 max-md:max-w-full truncate`,
    cell: (pod, { tools }) => containerSummary(pod, tools.messages),
  },
  {
    id: 'restarts',
    shown: 'usual',
    rem: 8,
    width: 'w-32 px-3',
    hide: 'not-print:md:max-lg:hidden',
    alignRight: true,
    compare: (a, b) => a.restarts - b.restarts,
    header: ({ columns }) => columns.restarts,
    className: `${DETAIL} max-md:order-4 tabular-nums md:text-right`,
    isIdle: (pod) => pod.restarts === 0,
    cell: restartsCell,
  },
  {
    id: 'age',
    shown: 'usual',
    rem: 5,
    // In Chinese the units are words and need more room.
    width: 'w-20 px-3 xl:w-24 [:lang(zh)_&]:w-24',
    alignRight: true,
    // The smallest age is the latest creation.
    compare: (a, b) => compareText(b.createdAt, a.createdAt),
    header: ({ columns }) => columns.age,
    className: `${DETAIL} max-md:order-4 whitespace-nowrap tabular-nums md:text-right`,
    cell: (pod, { tools, now }) => ageElement(pod.createdAt, ageText(pod.createdAt, now, tools.messages)),
  },
  {
    id: 'node',
    shown: 'usual',
    rem: 9,
    width: 'w-36 px-3',
    hide: 'not-print:max-xl:hidden',
    compare: (a, b) => compareText(a.node, b.node),
    header: ({ columns }) => columns.node,
    className: TEXT,
    title: (pod) => pod.node,
    cell: (pod, { tools }) => textOr(pod.node, tools.messages.noNode),
  },
  {
    id: 'ip',
    shown: 'extra',
    rem: 8,
    width: 'w-32 px-3',
    header: ({ columns }) => columns.ip,
    className: TEXT,
    title: (pod) => pod.ip,
    cell: (pod, { tools }) => textOr(pod.ip, tools.messages.noIp),
  },
  {
    id: 'labels',
    shown: 'extra',
    rem: 16,
    width: 'w-64 px-3',
    header: ({ columns }) => columns.labels,
    className: TEXT,
    title: labelText,
    cell: (pod) => textOr(labelText(pod), ''),
  },
  {
    id: 'shell',
    shown: 'always',
    rem: 8,
    width: 'w-32 print:hidden',
    stick: 'md:sticky md:right-0',
    header: ({ shellColumn }) => shellColumn,
    className:
      'print:hidden max-md:absolute max-md:top-2.5 max-md:right-4 md:bg-inherit md:pr-4 md:pl-2 md:text-right',
    cell: (pod, { tools, obstacle, isOpen }) => podShellButton(pod, obstacle, isOpen, tools, SHELL_LOOK),
  },
] as const satisfies readonly PodColumn[];

type Column = (typeof podColumns)[number];
/** The columns that the user can show and hide. */
export type OptionalColumn = Extract<Column, { readonly shown: 'usual' | 'extra' }>['id'];
/** The sortable columns. */
export type SortColumn = Extract<Column, { readonly compare: unknown }>['id'];

/** Compares by code unit: names are ASCII, and a collator takes twenty times as long. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readyShare(pod: Pod): number {
  return pod.totalContainers === 0 ? 0 : pod.readyContainers / pod.totalContainers;
}

/** Why the pod is not well; '' if it says nothing. */
function reasonOf(pod: Pod, { messages }: ShellTools): string {
  return causeText(pod, messages);
}

function statusCell(pod: Pod, { tools, isCompact }: RowContext): ReactNode {
  const reason = reasonOf(pod, tools);
  return (
    <span className="flex min-w-0 gap-2 max-md:flex-col max-md:gap-0.5 md:items-center">
      {podStatus(pod, tools.messages)}
      {reason !== '' && (
        <span
          title={reason}
          // Two lines are as high as a row.
          className={classNames(
            'min-w-0 flex-1 text-ink-muted text-xs wrap-anywhere line-clamp-2 md:leading-4',
            isCompact && 'md:line-clamp-1',
          )}
        >
          {reason}
        </span>
      )}
    </span>
  );
}

function restartsCell({ restarts, lastRestartAt }: Pod, { tools: { messages }, now }: RowContext): ReactNode {
  return (
    <span className={restartTone(restarts, lastRestartAt, now)}>
      {String(restarts)}
      <span className="md:sr-only">{messages.restartsAfterNumber(restarts)}</span>
      {lastRestartAt !== null && (
        <span className="whitespace-nowrap font-normal text-ink-muted">
          {' '}
          {ageElement(lastRestartAt, ageText(lastRestartAt, now, messages, messages.restartedAgo))}
        </span>
      )}
    </span>
  );
}

function restartTone(restarts: number, last: string | null, now: number): string {
  if (last !== null && now - Date.parse(last) < RECENT_RESTART_MS) return 'font-medium text-warn-text';
  return restarts === 0 ? 'text-ink-muted' : '';
}

/** What of a row depends on the time, as a text: while it is the same, the row is. */
export function rowTime(
  { restarts, lastRestartAt, createdAt }: Pod,
  now: number,
  messages: PodsMessages,
): string {
  const age = ageText(createdAt, now, messages);
  if (lastRestartAt === null) return age;
  return [age, ageText(lastRestartAt, now, messages), restartTone(restarts, lastRestartAt, now)].join(' ');
}

function textOr(text: string, none: string): ReactNode {
  return text === '' ? <span className="text-ink-muted">{none}</span> : text;
}

function labelText({ labels }: Pod): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
