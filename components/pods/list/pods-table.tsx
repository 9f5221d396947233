'use client';

import { memo, type RefObject, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { useScrollKeys } from '#components/actions/use-scroll-keys.ts';
import { podHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { useKeptScroll } from '#components/ui/use-kept-scroll.ts';
import { usePrinting } from '#components/ui/use-printing.ts';
import type { Pod } from '#protocol/api.ts';
import type { ExecAccessCache } from '../access/exec-access-cache.ts';
import { rowHandlers } from '../access/row-controls.ts';
import { ShellMenu } from '../access/shell-menu.tsx';
import { useExecAccess } from '../access/use-exec-access.ts';
import { useShellTools } from '../access/use-shell-tools.ts';
import { podsCatalog } from '../catalog.ts';
import type { ShownColumns } from './columns/column-choice.ts';
import { ColumnHeader } from './columns/column-header.tsx';
import type { SortColumn } from './columns/pod-columns.tsx';
import type { PodSort } from './columns/pod-sort.ts';
import { PodRow } from './pod-row.tsx';
import { useRowHeights } from './rows/use-row-heights.ts';
import { useRowWindow } from './rows/use-row-window.ts';
import { useRows } from './rows/use-rows.ts';
import { followPods, type RowHold, type SteadyPods, steadyPods } from './steady/steady-pods.ts';
import { useRowHold } from './steady/use-row-hold.ts';
import { usePads, useRowPlaces } from './steady/use-row-places.ts';
import { type Density, ROW_PX } from './use-density.ts';
import type { TableRows } from './use-kept-table.ts';
import { type RowKeys, useRowKeys } from './use-row-keys.ts';

/** Height of the table's header, which covers the rows at the top. */
const HEADER_PX = 33;

export interface PodsTableProps extends TableRows {
  /** Nobody can see or reach the rows, but they are there. */
  readonly isHidden: boolean;
  /** All pods by uid. */
  readonly known: ReadonlyMap<string, Pod>;
  readonly context: string | undefined;
  readonly columns: ShownColumns;
  /** Below this width in rem the table scrolls sideways; 0 if it always fits. */
  readonly minWidth: number;
  /** In which namespaces shells may be opened, as far as the server has said. */
  readonly access: ExecAccessCache;
  readonly sort: PodSort;
  readonly onSort: (column: SortColumn) => void;
  readonly density: Density;
  readonly handle: RefObject<TableHandle | null>;
  /** Arrow up was pressed on the first row. */
  readonly onLeaveTop: () => void;
}

export interface TableHandle {
  /** Moves the focus to the first row. */
  readonly enter: () => void;
}

/**
 * The pods as a table. Only visible rows are rendered, between two spacers, so that 10,000 pods scroll well. Memoized:
 * the page renders for each key in the filter, before the rows have changed.
 */
export const PodsTable = memo(function PodsTable(props: PodsTableProps) {
  const messages = useMessages(podsCatalog);
  const { context, columns, minWidth, sort, onSort, access, density, isHidden } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const hold = useRowHold(body);
  const { pods, gone, waiting } = useSteadyPods(props, hold);
  const { tools, actions, layerOf, owner, loading } = useShellTools(context);
  const pads = usePads();
  const heights = useRowHeights(body, ROW_PX[density]);
  const window = useRowWindow(scroller, pods, props.view, pads[0].padTop, heights);
  const ignoreMoved = useRowPlaces(scroller, window, pads, { pods, view: props.view, hold });
  useKeptScroll(scroller, pods.length);
  useScrollKeys(scroller, HEADER_PX);
  const keys = useRowKeys(scroller, window, pods, props.onLeaveTop);
  useImperativeHandle(props.handle, () => ({ enter: keys.enter }), [keys.enter]);
  useListActions(keys);
  const helpId = useId();
  const printing = usePrinting();
  const { layout, padTop, from, to } = window;
  const pinned = new Set([keys.stop, owner].filter((uid) => uid !== undefined));
  const rows = useRows(props.view, window, pods, pinned);
  const items = printing ? pods.map((pod, index) => ({ key: index, pod, index })) : rows;
  const above = printing ? 0 : padTop + layout.startOf(from);
  const below = printing ? 0 : layout.total - layout.startOf(to) + pads[0].padBottom;
  const namespaces = rows.map(({ pod }) => pod.namespace);
  const obstacleIn = useExecAccess(access, namespaces);
  const isStopShown = rows.some(({ pod }) => pod.uid === keys.stop);
  const stop = isStopShown ? keys.stop : pods[window.first]?.uid;

  const obstacleOf = ({ uid, namespace }: Pod) => (gone.has(uid) ? messages.deleted : obstacleIn(namespace));
  const isOpen = (uid: string) => layerOf(uid)?.open === true;
  const podOf = (uid: string) => items.find(({ pod }) => pod.uid === uid)?.pod;
  const opened = owner === undefined ? undefined : podOf(owner);
  const layer = opened && layerOf(opened.uid);

  return (
    <>
      <section
        ref={scroller}
        aria-label={messages.table}
        aria-hidden={isHidden || undefined}
        className={classNames(
          'min-h-0 flex-1 overflow-y-auto overflow-x-hidden md:overflow-x-auto border-line border-t bg-surface [overflow-anchor:none] focus-visible:-outline-offset-2',
          // The browser keeps what it has painted of the rows when something else changes, such as a terminal in the dock.
          'isolate',
          // The browser keeps what it has laid out.
          isHidden && '[content-visibility:hidden] print:hidden',
        )}
      >
        <table
          {...keys.handlers}
          aria-describedby={helpId}
          onClickCapture={ignoreMoved}
          onAuxClickCapture={ignoreMoved}
          aria-label={messages.table}
          aria-rowcount={isHidden ? 1 : pods.length + 1}
          style={minWidth === 0 || printing ? undefined : { minWidth: `max(100%, ${minWidth}rem)` }}
          className="w-full table-fixed border-separate border-spacing-0 text-left max-md:block max-md:min-w-0!"
        >
          <thead className="max-md:sr-only md:sticky md:top-0 md:z-20">
            <tr aria-rowindex={1}>
              {columns.map((shown) => (
                <ColumnHeader key={shown.column.id} shown={shown} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody ref={body} {...rowHandlers(podOf, tools, actions, isOpen)} className="max-md:block">
            <Spacer height={above} />
            {items.map(({ key, pod, index }) => (
              <PodRow
                // Cards are measured one by one, so each has its own element.
                key={printing || heights.areCards ? pod.uid : key}
                pod={pod}
                index={index}
                tools={tools}
                columns={columns}
                gone={gone.has(pod.uid)}
                obstacle={obstacleOf(pod)}
                isStop={pod.uid === stop}
                isLoading={loading !== undefined && loading === podHref(placeOf(pod, context))}
                isOpen={isOpen(pod.uid)}
                isCompact={density === 'compact'}
              />
            ))}
            <Spacer height={below} />
          </tbody>
        </table>
        <p id={helpId} hidden>
          {messages.tableKeys}
        </p>
      </section>
      {opened !== undefined && layer !== undefined && (
        <ShellMenu key={opened.uid} pod={opened} obstacle={obstacleOf(opened)} tools={tools} layer={layer} />
      )}
      {waiting > 0 && !isHidden && <Waiting text={messages.waiting(waiting)} />}
    </>
  );
});

function placeOf({ namespace, name }: Pod, context: string | undefined) {
  return { context, namespace, pod: name };
}

/** The list's keys, for the palette and the list of shortcuts. */
function useListActions({ move, openShell }: RowKeys): void {
  const messages = useMessages(podsCatalog);
  useActions(
    useMemo(() => {
      const group = messages.title;
      return [
        { id: 'pods.next', label: messages.nextPod, group, shortcut: 'j', run: () => move(1) },
        { id: 'pods.previous', label: messages.previousPod, group, shortcut: 'k', run: () => move(-1) },
        { id: 'pods.shell', label: messages.openShell, group, shortcut: 's', run: openShell },
      ];
    }, [messages, move, openShell]),
  );
}

/** The pods to show, given what the user points at. */
function useSteadyPods({ pods: wanted, known, view }: PodsTableProps, hold: RowHold): SteadyPods {
  const last = useRef({ view, shown: followPods(wanted) });
  const shown = useMemo(
    () =>
      last.current.view === view ? steadyPods(last.current.shown, wanted, hold, known) : followPods(wanted),
    [wanted, known, view, hold],
  );
  useLayoutEffect(() => {
    last.current = { view, shown };
  });
  return shown;
}

/** Says over the lower edge of the list what is not in it yet. A press goes through it, to the row. */
function Waiting({ text }: { text: string }) {
  return (
    <div className="pointer-events-none relative print:hidden">
      <p className="-translate-x-1/2 absolute bottom-3 left-1/2 z-20 rounded-full bg-ink px-3 py-1 text-canvas text-xs shadow-pop">
        {text}
      </p>
    </div>
  );
}

/** One cell: with one for each column, those that a narrow window hides would take their share of its width. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="max-md:block">
      <td className="p-0 max-md:block" style={{ height }} />
    </tr>
  );
}
