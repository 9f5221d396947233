'use client';

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { ArrowDownToLine } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useScrollKeys } from '#components/actions/use-scroll-keys.ts';
import { Button } from '#components/ui/button.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import type { LogsMessages } from '../catalog.ts';
import type { LogColumn } from '../lines/json-columns.ts';
import { type LogLine, sourceKey } from '../lines/log-line.ts';
import type { LogSnapshot } from '../lines/log-model.ts';
import { ColumnHeader } from './column-header.tsx';
import { LogRow, ROW_PX } from './log-row.tsx';
import type { LogSettings } from './log-settings.ts';
import { rowWidth } from './row-width.ts';
import type { SourceLabels } from './source-labels.ts';

export interface LogRowsProps {
  readonly snapshot: LogSnapshot;
  readonly settings: LogSettings;
  readonly messages: LogsMessages;
  /** Names of the containers; undefined: there is one. */
  readonly labels: SourceLabels | undefined;
  /** Fields of JSON lines; undefined: lines are shown whole. */
  readonly columns: readonly LogColumn[] | undefined;
  /** The marked line; undefined: none. */
  readonly current: LogLine | undefined;
  /** True: PageUp and the like scroll it only while it has the focus. */
  readonly isPart: boolean;
  /** False: the time does not go on. */
  readonly isSeen: boolean;
  readonly onMark: (line: LogLine) => void;
}

/** This close to the end counts as the end. CSS pixels. */
const END_PX = ROW_PX;

/** Rows beyond the window: what one wheel step can reveal before the next render. */
const OVERSCAN = 6;

/** Rows of one height are all the same. */
const keyOfPlace = (index: number): number => index;

const NOWHERE = { current: null };

/** No character of the font is narrower. CSS pixels. */
const NARROWEST_PX = 6;

/**
 * How much of a line can be in sight. While lines fly by, the rest is not drawn: lines of 1,000 characters took two thirds
 * of a frame.
 */
function charactersInSight(scroller: HTMLElement | null): number {
  if (scroller === null) return Number.POSITIVE_INFINITY;
  // In steps, so that scrolling sideways does not draw all rows anew each time.
  return Math.ceil((scroller.scrollLeft + scroller.clientWidth) / NARROWEST_PX / 100) * 100;
}

/** A tooltip for each time that the pointer reaches: for each time that scrolls by it would cost more than the text. */
function showWholeTime({ target }: MouseEvent): void {
  const time = target instanceof Element ? target.closest('time') : null;
  if (time !== null) time.title = time.dateTime;
}

type Rows = Virtualizer<HTMLElement, Element>;

/** The lines, of which those in sight are drawn. At the end they follow the log; scrolled up, they stay where they are. */
export function LogRows(props: LogRowsProps) {
  const { snapshot, settings, messages, labels, columns, current, isPart, isSeen, onMark } = props;
  const { lines, found } = snapshot;
  const scroller = useRef<HTMLElement>(null);
  // Another function makes the virtualizer begin anew, for all lines. Only rows of different heights must be told apart.
  const keyOfLine = useCallback((index: number) => lines[index]?.id ?? index, [lines]);
  const headerPx = columns === undefined ? 0 : ROW_PX;
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: settings.wrap ? keyOfLine : keyOfPlace,
    overscan: OVERSCAN,
    paddingStart: headerPx,
    scrollPaddingStart: headerPx,
  });
  const { wrap, times } = settings;
  const items = rows.getVirtualItems();
  const longest = items.reduce((most, { index }) => Math.max(most, lines[index]?.text.length ?? 0), 0);
  const rowStart = { hasLabel: labels !== undefined, times };
  const width = rowWidth(rowStart, columns, longest);
  const inSight = wrap || !rows.isScrolling ? Number.POSITIVE_INFINITY : charactersInSight(scroller.current);
  // Heights that were measured are of the other kind of rows.
  useLayoutEffect(() => {
    void [wrap, columns];
    rows.measure();
  }, [rows, wrap, columns]);
  const { isFollowing, jump, fresh } = useEnd(scroller, rows, snapshot, settings.wrap);
  useCurrentInSight(rows, lines, current);
  useScrollKeys(isPart ? NOWHERE : scroller);
  const now = useNow(isSeen && times === 'relative');
  const isFound = useMemo(() => new Set(found), [found]);

  // A row is no button, whose text some browsers do not let users select; the arrow keys mark as well.
  const onClick = ({ target }: MouseEvent) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    const line = row === null ? undefined : lines[Number(row.dataset.index)];
    if (line !== undefined) onMark(line);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const at = current === undefined ? -1 : lines.indexOf(current);
    const [firstInSight] = rows.getVirtualItems().filter(({ end }) => end > (rows.scrollOffset ?? 0));
    const next = lines[at < 0 ? (firstInSight?.index ?? 0) : at + step];
    event.preventDefault();
    if (next !== undefined) onMark(next);
  };

  return (
    <div className="relative min-h-0 flex-1 print:hidden">
      <ScrollRegion
        ref={scroller}
        role="log"
        label={messages.log}
        takesKeys
        // What is said of each line of a flood would never end.
        aria-live="off"
        data-following={isFollowing}
        data-scrolls={isPart || undefined}
        onClick={onClick}
        onMouseOver={showWholeTime}
        onKeyDown={onKeyDown}
        className="absolute inset-0 bg-terminal font-mono text-terminal-ink text-xs [overflow-anchor:none]"
      >
        <div
          className="relative min-w-full"
          style={{ height: rows.getTotalSize(), width: wrap ? undefined : width }}
        >
          {columns !== undefined && <ColumnHeader columns={columns} {...rowStart} />}
          {items.map(({ index, start }) => {
            const line = lines[index];
            return (
              line !== undefined && (
                <LogRow
                  // A row that scrolls out of sight is the next one that scrolls in: new elements cost more than new text.
                  key={wrap ? line.id : index % items.length}
                  line={line}
                  index={index}
                  start={start}
                  wrap={wrap}
                  times={times}
                  messages={messages}
                  now={now}
                  isCurrent={line === current}
                  isFound={isFound.has(index)}
                  label={labels?.get(sourceKey(line.source))}
                  columns={columns}
                  cut={line.text.length > inSight ? inSight : undefined}
                  measure={wrap ? rows.measureElement : undefined}
                />
              )
            );
          })}
        </div>
      </ScrollRegion>
      {!isFollowing && (
        <Button
          variant="primary"
          onClick={jump}
          className="absolute right-6 bottom-4 rounded-full shadow-pop"
        >
          <ArrowDownToLine aria-hidden />
          {fresh > 0 ? messages.newLines(fresh) : messages.jump}
        </Button>
      )}
    </div>
  );
}

/** Keeps the end in sight, or else the lines that the user looks at. */
function useEnd(
  scroller: React.RefObject<HTMLElement | null>,
  rows: Rows,
  { lines, newest }: LogSnapshot,
  wrap: boolean,
) {
  const [isFollowing, setFollowing] = useState(true);
  /** The newest line when the user left the end. */
  const [left, setLeft] = useState(0);
  const anchor = useRef<{ readonly id: number; readonly offset: number } | undefined>(undefined);
  const latest = useRef(0);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let before = element.scrollTop;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      const isAtEnd = scrollHeight - clientHeight - scrollTop <= END_PX;
      if (isAtEnd) setFollowing(true);
      else if (scrollTop < before) {
        setLeft((known) => (known === 0 ? latest.current : known));
        setFollowing(false);
      }
      before = scrollTop;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [scroller]);

  useEffect(() => {
    if (isFollowing) setLeft(0);
  }, [isFollowing]);

  useLayoutEffect(() => {
    void wrap;
    latest.current = newest;
    if (lines.length === 0) return;
    if (isFollowing) {
      rows.scrollToIndex(lines.length - 1, { align: 'end' });
      return;
    }
    const kept = anchor.current;
    if (kept === undefined) return;
    const index = lines.findIndex(({ id }) => id === kept.id);
    const [start] = index < 0 ? [0] : (rows.getOffsetForIndex(index, 'start') ?? [0]);
    const top = index < 0 ? 0 : start + kept.offset;
    if (Math.abs(top - (rows.scrollOffset ?? 0)) > 1) rows.scrollToOffset(top);
  }, [rows, lines, newest, isFollowing, wrap]);

  // After each render: what is at the top now has to be there after the next change.
  useLayoutEffect(() => {
    const top = rows.scrollOffset ?? 0;
    const first = rows.getVirtualItems().find(({ end }) => end > top);
    const line = first === undefined ? undefined : lines[first.index];
    if (first !== undefined && line !== undefined)
      anchor.current = { id: line.id, offset: top - first.start };
  });

  const fresh = useMemo(
    () => (isFollowing || left === 0 ? 0 : lines.reduce((sum, { id }) => sum + (id > left ? 1 : 0), 0)),
    [isFollowing, left, lines],
  );
  const jump = () => {
    setFollowing(true);
    scroller.current?.focus();
  };
  return { isFollowing, jump, fresh };
}

/** Scrolls to the marked line when another one is marked, if it is not in sight. */
function useCurrentInSight(rows: Rows, lines: readonly LogLine[], current: LogLine | undefined): void {
  const shown = useRef<LogLine | undefined>(undefined);
  useLayoutEffect(() => {
    if (current === shown.current) return;
    const index = current === undefined ? -1 : lines.indexOf(current);
    if (current !== undefined && index < 0) return;
    shown.current = current;
    if (index < 0) return;
    const { startIndex = 0, endIndex = -1 } = rows.range ?? {};
    if (index > startIndex && index < endIndex) return;
    rows.scrollToIndex(index, { align: 'center' });
    // Wrapped rows get their height when they are drawn; now it is known how far away the line really is.
    const frame = requestAnimationFrame(() => rows.scrollToIndex(index, { align: 'center' }));
    return () => cancelAnimationFrame(frame);
  }, [rows, lines, current]);
}

/** Milliseconds since the epoch, each second anew while someone wants to know. */
function useNow(isWanted: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isWanted) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isWanted]);
  return now;
}
