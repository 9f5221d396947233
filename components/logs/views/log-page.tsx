'use client';

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { served } from '#components/addresses/served.ts';
import { inNamedContext, type PodPlace, whereText } from '#components/addresses/shell-place.ts';
import { FailureNotice } from '#components/failures/failure-notice.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { FilterInput } from '#components/ui/fields/filter-input.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import type { Container } from '#protocol/api.ts';
import { logsCatalog } from '../catalog.ts';
import { jsonFields } from '../lines/json-line.ts';
import { readFilter } from '../lines/line-filter.ts';
import { ALL_CONTAINERS, type LogView, logAddress, wishOf } from '../lines/log-address.ts';
import type { LogLine } from '../lines/log-line.ts';
import { compareTimes, parseTime, timeText } from '../stream/log-time.ts';
import { LogActions } from './log-actions.tsx';
import { LogFields } from './log-fields.tsx';
import { LogHeader } from './log-header.tsx';
import { LogRows } from './log-rows.tsx';
import { LogSearch } from './log-search.tsx';
import { useLogSettings } from './log-settings.ts';
import { failureOf, LogStatus } from './log-status.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { type LogSource, useLog } from './use-log.ts';
import { useSearch } from './use-search.ts';

export type LoggedContainer = Pick<Container, 'name' | 'kind' | 'state'>;

export interface LogPageProps {
  readonly place: PodPlace;
  /** '' if unknown. */
  readonly contextName: string;
  /** The default one first; those of which the caller may not know are missing. */
  readonly containers: readonly LoggedContainer[];
  /** The one to begin with, or {@link ALL_CONTAINERS}. */
  readonly container: string;
  readonly view: LogView;
  /** Controls of every page. */
  readonly switches: ReactNode;
}

/** The log of one container, or of all of a pod, alone on a page. */
export function LogPage(props: LogPageProps) {
  const { place, contextName, containers, switches } = props;
  const messages = useMessages(logsCatalog);
  const [container, setContainer] = useState(props.container);
  const [view, setView] = useState(props.view);
  const [settings, setSettings] = useLogSettings();
  const [marked, setMarked] = useState<LogLine>();
  const filterField = useRef<HTMLInputElement>(null);
  usePageTitle(windowTitle(messages.title(place.pod, whereText(place.namespace, contextName))));

  const sources = useMemo(() => sourcesOf(containers, container), [containers, container]);
  const { model, snapshot, states, retry } = useLog(place, sources, wishOf(view));
  const filter = useMemo(() => readFilter(view.filter), [view.filter]);
  useEffect(() => {
    if (filter.kind === 'filter') model.filter = filter.filter;
  }, [model, filter]);

  const current = marked ?? linkedLine(snapshot.lines, view.line);
  const search = useSearch(model, snapshot, current, setMarked);
  const named = inNamedContext(place, contextName);
  const href = logAddress({ ...place, container }, view);
  useEffect(() => {
    window.history.replaceState(window.history.state, '', served(href));
  }, [href]);

  const changeView = (changes: Partial<LogView>) => {
    if (!('filter' in changes)) setMarked(undefined);
    setView({ ...view, ...changes });
  };
  useActions([
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
  ]);

  const failure = failureOf(states.values());
  const isPassing = ![...states.values()].some(({ kind }) => kind === 'failed');
  const places = useMemo(
    () =>
      sources.length > 1 ? new Map(sources.map((source, index) => [source.container, index])) : undefined,
    [sources],
  );
  const lineTime = current?.time;
  const fields = useMemo(() => (current === undefined ? undefined : jsonFields(current.plain)), [current]);
  return (
    <main className="flex h-[calc(100dvh-var(--dock-height,0px))] flex-col bg-canvas">
      <LogHeader
        place={{ ...place, container: current?.container ?? sources[0]?.container }}
        contextName={contextName}
        messages={messages}
        switches={switches}
      />
      <LogToolbar
        containers={containers.length > 0 ? containers.map(({ name }) => name) : [container]}
        container={container}
        view={view}
        settings={settings}
        messages={messages}
        filter={
          <div className="flex min-w-56 flex-1" title={messages.filterHelp}>
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
          <LogActions
            place={place}
            containers={sources.map((source) => source.container)}
            previous={view.previous}
            lines={snapshot.lines}
            lineHref={
              lineTime === undefined
                ? undefined
                : logAddress(
                    { ...named, container: current?.container },
                    { ...view, filter: '', line: timeText(lineTime) },
                  )
            }
            messages={messages}
          />
        }
        onContainer={(chosen) => {
          setMarked(undefined);
          setContainer(chosen);
          setView({ ...view, line: '' });
        }}
        onView={changeView}
        onSettings={setSettings}
        onSearch={search.open}
      />
      {search.isOpen && <LogSearch messages={messages.search} {...search.bar} />}
      {snapshot.total === 0 && failure !== undefined ? (
        <div className="min-h-0 flex-1 overflow-auto">
          <FailureNotice
            failure={failure}
            place="log"
            retrying={isPassing ? messages.retrying : undefined}
            actions={
              <>
                <Button variant="primary" onClick={retry}>
                  {messages.tryAgain}
                </Button>
                {view.previous && (
                  <Button onClick={() => changeView({ previous: false })}>{messages.readCurrent}</Button>
                )}
              </>
            }
          />
        </div>
      ) : snapshot.lines.length === 0 ? (
        <p className="grid min-h-0 flex-1 place-items-center bg-terminal text-ink-muted">
          {snapshot.total > 0
            ? messages.nothingPasses
            : [...states.values()].some(({ kind }) => kind !== 'connecting')
              ? messages.nothing
              : messages.loading}
        </p>
      ) : (
        <LogRows
          snapshot={snapshot}
          settings={settings}
          messages={messages}
          places={places}
          current={current}
          onMark={setMarked}
        />
      )}
      {fields !== undefined && <LogFields fields={fields} label={messages.fields} />}
      <LogStatus states={states} snapshot={snapshot} messages={messages} onRetry={retry} />
    </main>
  );
}

function sourcesOf(containers: readonly LoggedContainer[], chosen: string): readonly LogSource[] {
  // An ended container of these kinds never runs again.
  const isOver = ({ kind, state }: LoggedContainer) =>
    (kind === 'init' || kind === 'ephemeral') && state === 'terminated';
  if (chosen === ALL_CONTAINERS) {
    return containers.map((one) => ({ container: one.name, isOver: isOver(one) }));
  }
  const known = containers.find(({ name }) => name === chosen);
  return [{ container: chosen, isOver: known !== undefined && isOver(known) }];
}

function linkedLine(lines: readonly LogLine[], time: string): LogLine | undefined {
  const wanted = parseTime(time);
  if (wanted === undefined) return undefined;
  return lines.find((line) => line.time !== undefined && compareTimes(line.time, wanted) === 0);
}
