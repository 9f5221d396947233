'use client';

import type { Ref } from 'react';
import { type ReactNode, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { ALL_CONTAINERS, type LogPlace, logsHref } from '#components/addresses/log-place.ts';
import { inNamedContext } from '#components/addresses/shell-place.ts';
import { FailureNotice } from '#components/failures/failure-notice.tsx';
import type { Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { FilterInput } from '#components/ui/fields/filter-input.tsx';
import { usePrinting } from '#components/ui/use-printing.ts';
import { type LogsMessages, logsCatalog } from '../catalog.ts';
import { jsonFields } from '../lines/json-line.ts';
import { readFilter } from '../lines/line-filter.ts';
import { type LogView, wishOf } from '../lines/log-address.ts';
import type { LineSource, LogLine } from '../lines/log-line.ts';
import type { FollowStates } from '../stream/log-group.ts';
import { compareTimes, parseTime } from '../stream/log-time.ts';
import { ColumnChoice } from './column-choice.tsx';
import { LogActions } from './log-actions.tsx';
import { useColumns, useLogColumns } from './log-columns.ts';
import { LogFields } from './log-fields.tsx';
import { LogRows } from './log-rows.tsx';
import { LogSearch } from './log-search.tsx';
import { useLogSettings } from './log-settings.ts';
import { failureOf, LogStatus, worstOf } from './log-status.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { PrintedLog } from './printed-log.tsx';
import { useSourceLabels } from './source-labels.ts';
import { useLog } from './use-log.ts';
import { useSearch } from './use-search.ts';
import type { FoundSources } from './with-sources.tsx';

/** What a log can be told to do. */
export interface LogHandle {
  readonly focus: () => void;
  readonly openSearch: () => void;
  /** Where a shell opens: of the marked line, or the first log; undefined: there is none. */
  readonly source: () => LineSource | undefined;
}

export interface LogViewerProps {
  readonly place: LogPlace;
  /** '' if unknown. */
  readonly contextName: string;
  readonly found: FoundSources;
  readonly view: LogView;
  /** True while keys on the page are for this log. */
  readonly hasKeys: boolean;
  /** True: it is one of several parts of the page that scroll by themselves. */
  readonly isPart: boolean;
  /** False: new lines are read, but not drawn. */
  readonly isSeen?: boolean;
  /** There are new lines that the user has not seen. Must be stable across renders. */
  readonly onUnseen?: () => void;
  readonly onContainer: (container: string) => void;
  readonly onView: (view: LogView) => void;
  /** What stands above the log. @param source of the marked line, or the first one */
  readonly head?: (source: LineSource | undefined) => ReactNode;
  /** Buttons beside those of the log. @param source as above */
  readonly tools?: (source: LineSource | undefined) => ReactNode;
  readonly onState?: (kind: ReturnType<typeof worstOf>) => void;
  readonly ref?: Ref<LogHandle>;
}

/** The lines of a log, with what they are filtered and searched by. */
export function LogViewer(props: LogViewerProps) {
  const { place, contextName, found, view, hasKeys, isPart, onView, head, tools, onState, ref } = props;
  const { isSeen = true, onUnseen } = props;
  const { sources, containers, leftOut, failure: sourcesFailure } = found;
  const messages = useMessages(logsCatalog);
  const [settings, setSettings] = useLogSettings();
  const [marked, setMarked] = useState<LogLine>();
  const filterField = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { model, snapshot, states, retry } = useLog(place, sources, wishOf(view), isSeen, onUnseen);
  const filter = useMemo(() => readFilter(view.filter), [view.filter]);
  useEffect(() => {
    if (filter.kind === 'filter') model.filter = filter.filter;
  }, [model, filter]);

  const current = marked ?? linkedLine(snapshot.lines, view.line);
  const search = useSearch(model, snapshot, current, setMarked);
  const changeView = (changes: Partial<LogView>) => {
    if (!('filter' in changes)) setMarked(undefined);
    onView({ ...view, ...changes });
  };
  useActions(
    hasKeys
      ? [
          {
            id: 'logs.filter',
            label: messages.filter,
            group: messages.log,
            shortcut: '/',
            run: () => filterField.current?.focus(),
          },
          {
            id: 'logs.search',
            label: messages.search.name,
            group: messages.log,
            shortcut: 'mod+f',
            run: search.open,
          },
        ]
      : [],
  );

  const state = worstOf(states.values());
  useEffect(() => {
    onState?.(state);
  }, [state, onState]);
  const failure = sourcesFailure ?? failureOf(states.values());
  const isPassing = sourcesFailure === undefined && state !== 'failed';
  const labels = useSourceLabels(logsHref(place), sources);
  const fields = useMemo(() => (current === undefined ? undefined : jsonFields(current.plain)), [current]);
  const [columnNames, setColumnNames] = useLogColumns(place);
  const columns = useColumns(columnNames, snapshot);
  const source: LineSource | undefined = current?.source ?? sources[0];
  const hasLines = snapshot.lines.length > 0;
  // The focus waits for the lines, which have the arrow keys.
  useEffect(() => {
    if (hasLines && document.activeElement === body.current) focusLog(body.current);
  }, [hasLines]);
  const latest = useRef({ openSearch: search.open, source });
  useEffect(() => {
    latest.current = { openSearch: search.open, source };
  });
  useImperativeHandle(
    ref,
    () => ({
      focus: () => focusLog(body.current),
      openSearch: () => latest.current.openSearch(),
      source: () => latest.current.source,
    }),
    [],
  );
  const container = place.container ?? (place.of.kind === 'pod' ? (containers[0] ?? '') : ALL_CONTAINERS);
  // What the dock shows is not printed.
  const isPrinted = usePrinting() && !isPart;
  const named = inNamedContext({ ...place, pod: '' }, contextName);
  return (
    <div ref={body} tabIndex={-1} className="flex min-h-0 flex-1 flex-col bg-canvas outline-none print:block">
      {head?.(source)}
      <LogToolbar
        containers={containers}
        hasAll={place.of.kind !== 'pod' || containers.length > 1}
        container={container}
        view={view}
        settings={settings}
        messages={messages}
        filter={
          <div className="flex min-w-56 flex-1 print:hidden" title={messages.filterHelp}>
            <FilterInput
              field={filterField}
              value={view.filter}
              messages={messages}
              problem={filter.kind === 'invalid' ? messages.badExpression(filter.expression) : undefined}
              onChange={(typed) => changeView({ filter: typed })}
            />
          </div>
        }
        actions={
          <>
            <ColumnChoice
              names={columnNames}
              lines={snapshot.lines}
              messages={messages}
              onChoose={setColumnNames}
            />
            <LogActions
              place={{ ...place, context: named.context }}
              sources={sources}
              view={view}
              lines={snapshot.lines}
              current={current}
              messages={messages}
            />
            {tools?.(source)}
          </>
        }
        isPart={isPart}
        onContainer={(chosen) => {
          setMarked(undefined);
          props.onContainer(chosen);
        }}
        onView={changeView}
        onSettings={setSettings}
        onSearch={search.open}
      />
      {search.isOpen && <LogSearch messages={messages.search} {...search.bar} />}
      {snapshot.total === 0 && failure !== undefined ? (
        <NoLog
          failure={failure}
          place={sourcesFailure === undefined ? 'log' : 'pods'}
          retrying={isPassing ? messages.retrying : undefined}
          again={messages.tryAgain}
          onAgain={sourcesFailure === undefined ? retry : found.retry}
        >
          {view.previous && (
            <Button onClick={() => changeView({ previous: false })}>{messages.readCurrent}</Button>
          )}
        </NoLog>
      ) : snapshot.lines.length === 0 ? (
        <NoLines
          text={emptyText(snapshot.total, found.isKnown && sources.length === 0, states, messages)}
          clear={messages.clearFilter}
          onClear={snapshot.total > 0 ? () => changeView({ filter: '' }) : undefined}
        />
      ) : (
        <LogRows
          snapshot={snapshot}
          settings={settings}
          messages={messages}
          labels={labels}
          columns={columns}
          current={current}
          isPart={isPart}
          isSeen={isSeen}
          onMark={setMarked}
        />
      )}
      {isPrinted && (
        <PrintedLog
          snapshot={snapshot}
          container={container === ALL_CONTAINERS ? undefined : container}
          view={view}
          times={settings.times}
          labels={labels}
          columns={columns}
          messages={messages}
        />
      )}
      {fields !== undefined && <LogFields fields={fields} label={messages.fields} />}
      <LogStatus states={states} leftOut={leftOut} snapshot={snapshot} messages={messages} onRetry={retry} />
    </div>
  );
}

/** The lines, which have the arrow keys; all of the log while there are none. */
function focusLog(body: HTMLElement | null): void {
  (body?.querySelector<HTMLElement>('[role="log"]') ?? body)?.focus();
}

/** Why there are no lines. */
function emptyText(total: number, hasNoPods: boolean, states: FollowStates, messages: LogsMessages): string {
  if (total > 0) return messages.nothingPasses;
  if (hasNoPods) return messages.noPods;
  const kinds = [...states.values()].map(({ kind }) => kind);
  if (kinds.includes('live')) return messages.nothingYet;
  return kinds.some((kind) => kind !== 'connecting') ? messages.nothing : messages.loading;
}

/** In the place of the lines. @param onClear shows those that the filter hides; undefined: it hides none */
function NoLines({
  text,
  clear,
  onClear,
}: {
  text: string;
  clear: string;
  onClear: (() => void) | undefined;
}) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 bg-terminal p-4 text-center text-ink-muted">
      <p>{text}</p>
      {onClear !== undefined && <Button onClick={onClear}>{clear}</Button>}
    </div>
  );
}

function NoLog({
  failure,
  place,
  retrying,
  again,
  onAgain,
  children,
}: {
  failure: Failure;
  /** What could not be read. */
  place: 'log' | 'pods';
  retrying: string | undefined;
  again: string;
  onAgain: () => void;
  children: ReactNode;
}) {
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <FailureNotice
        failure={failure}
        place={place}
        retrying={retrying}
        actions={
          <>
            <Button variant="primary" onClick={onAgain}>
              {again}
            </Button>
            {children}
          </>
        }
      />
    </div>
  );
}

function linkedLine(lines: readonly LogLine[], time: string): LogLine | undefined {
  const wanted = parseTime(time);
  if (wanted === undefined) return undefined;
  return lines.find((line) => line.time !== undefined && compareTimes(line.time, wanted) === 0);
}
