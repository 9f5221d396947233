'use client';

import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { expectShell } from '#components/addresses/open-in-dock.ts';
import { podsHref } from '#components/addresses/pages.ts';
import { LazyFailureText, useFailureWordsLater } from '#components/failures/lazy-failures.tsx';
import { NO_ANSWER } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { LogLink } from '#components/links/log-link.tsx';
import { loadPatiently } from '#components/ui/load-patiently.ts';
import { useLater } from '#components/ui/use-later.ts';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { whenIdle } from '#components/ui/when-idle.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import type { NamespaceList, Pod } from '#protocol/api.ts';
import { type InitialAccess, useAccessCache } from '../access/use-exec-access.ts';
import { podsCatalog } from '../catalog.ts';
import { ClockProvider } from '../clock/clock.tsx';
import { clockTime } from '../clock/clock-time.ts';
import type { StreamLink } from '../feed/pod-stream.ts';
import { type InitialPods, usePodSubscription } from '../feed/use-pod-subscription.ts';
import { Narrowing } from '../filter/narrowing.ts';
import { PrintedPlace } from '../printed-place.tsx';
import { ColumnPicker } from './column-picker.tsx';
import { shownColumns, tableWidth } from './columns/column-choice.ts';
import type { SortColumn } from './columns/pod-columns.tsx';
import { nextSort, type PodSort } from './columns/pod-sort.ts';
import { SortSelect } from './columns/sort-select.tsx';
import { useColumnChoice } from './columns/use-column-choice.ts';
import { FilterField } from './filter-field.tsx';
import { FilterHelp } from './filter-help.tsx';
import { KnownPodsMenu } from './known-pods-menu.tsx';
import { LiveBadge } from './live-badge.tsx';
import { NamespacePicker } from './namespace-picker.tsx';
import { orderedPods, podsContent, shownSort } from './pods-content.ts';
import { PodsSkeleton } from './pods-skeleton.tsx';
import { PodsTable, type TableHandle } from './pods-table.tsx';
import { countProblems, ProblemSummary } from './problem-summary.tsx';
import { useCalmLink } from './steady/use-calm-link.ts';
import { useDensity } from './use-density.ts';
import { useKeptTable } from './use-kept-table.ts';
import { useListView } from './use-list-view.ts';
import { useShownFilter } from './use-shown-filter.ts';
import { useWarmSearch } from './use-warm-search.ts';

const RefusedNamespaces = lazy(async () => ({
  default: (await loadPatiently(() => import('./later/refused-namespaces.tsx'))).RefusedNamespaces,
}));
const loadNotice = () => import('./later/pods-notice.tsx');
const PodsNotice = lazy(async () => ({ default: (await loadPatiently(loadNotice)).PodsNotice }));
const OnlyNamespace = lazy(async () => ({
  default: (await loadPatiently(() => import('./later/only-namespace.tsx'))).OnlyNamespace,
}));

const NO_PODS: ReadonlyMap<string, Pod> = new Map();

export interface PodsPageProps {
  readonly initial: InitialPods;
  readonly namespaces: NamespaceList;
  readonly access: InitialAccess;
  /** When the server rendered, in milliseconds since the epoch. */
  readonly renderedAt: number;
}

/** The pod list: rendered by the server, then live. */
export function PodsPage({ initial, namespaces: known, access, renderedAt }: PodsPageProps) {
  const messages = useMessages(podsCatalog);
  const [view, change] = useListView();
  const { state, retry } = usePodSubscription(view, initial);
  const { q, sort, namespaces, context } = view;
  const [namespace] = namespaces;
  const place = `${context}|${namespaces}`;
  const link = useCalmLink(state.link, place, state.pods !== null);
  const accessCache = useAccessCache(context, access);
  const [choice, choose] = useColumnChoice();
  const [density, setDensity] = useDensity();
  const handle = useRef<TableHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const toRows = useCallback(() => handle.current?.enter(), []);
  const setFilter = useCallback((text: string) => change({ q: text }), [change]);
  const chooseSort = useCallback((chosen: PodSort) => change({ sort: chosen }), [change]);
  const chooseNamespaces = useCallback(
    (chosen: readonly string[]) => change({ namespaces: chosen }),
    [change],
  );
  const toFilter = useCallback(() => field.current?.focus(), []);
  const shown = useMemo(() => shownColumns(choice, namespaces.length === 1), [choice, namespaces]);
  const wanted = useShownFilter(q);
  const [narrowing] = useState(() => new Narrowing());
  const ordered = useMemo(
    () => orderedPods(state.pods, { sort, namespaces }),
    [state.pods, sort, namespaces],
  );
  const content = useMemo(
    () => podsContent(state, ordered, { q: wanted, namespaces }, narrowing.find),
    [state, ordered, wanted, namespaces, narrowing],
  );
  const table = useKeptTable(content, `${place}|${sort.column}|${sort.descending}|${wanted}`);
  const problems = useMemo(() => countProblems(ordered), [ordered]);
  useWarmSearch(ordered);
  // When the server is down, it is too late.
  useEffect(() => whenIdle(() => void loadNotice().catch(() => {})), []);
  useFailureWordsLater(state.link.kind === 'live');
  useLater(state.link.kind === 'live', expectShell);
  const order = useMemo(() => shownSort({ sort, namespaces }), [sort, namespaces]);
  const sortBy = useCallback(
    (column: SortColumn) => change({ sort: nextSort(order, column) }),
    [change, order],
  );

  usePageTitle(windowTitle(messages.titleIn(namespaces)));

  return (
    <ClockProvider renderedAt={renderedAt}>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
        <PrintedPlace context={context} namespaces={namespaces} />
        <div className="-mr-2 empty:hidden max-md:order-1 max-md:ml-auto md:order-last print:hidden">
          <LiveBadge link={link} hasPods={state.pods !== null} />
        </div>
        <div className="flex min-w-0 gap-2 max-md:order-2 max-md:basis-full print:hidden">
          <NamespacePicker
            context={context}
            namespaces={namespaces}
            initial={known}
            onChoose={chooseNamespaces}
          />
          <SortSelect sort={order} onSort={chooseSort} />
        </div>
        <div className="flex min-w-0 flex-1 items-center gap-1 max-md:order-3 max-md:basis-full print:hidden">
          <FilterField field={field} value={q} onChange={setFilter} onDown={toRows} />
          <KnownPodsMenu context={context} />
          <FilterHelp onTry={setFilter} />
          <ColumnPicker
            choice={choice}
            shown={shown}
            onChoose={choose}
            density={density}
            onDensity={setDensity}
          />
        </div>
      </div>
      {state.pods !== null && (
        <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-2">
          <output className="text-ink-muted text-xs tabular-nums">
            {content.kind === 'table' && messages.count(content.pods.length, state.total)}
            {content.kind === 'notice' &&
              content.obstacle.kind === 'no-match' &&
              messages.count(0, content.obstacle.total)}
          </output>
          {content.kind === 'table' && namespace !== undefined && namespaces.length === 1 && (
            <LogLink
              place={{ context, namespace, of: { kind: 'filter', q }, container: undefined }}
              aria-label={messages.logsOfShown}
              title={messages.logsOfShown}
              className="inline-flex pointer-coarse:min-h-11 pointer-coarse:min-w-11 items-center justify-center rounded-sm text-accent-text text-xs underline-offset-4 hover:underline print:hidden"
            >
              {messages.logs}
            </LogLink>
          )}
          {/* While only the first page is known, its counts would be too small. */}
          {state.pods.size === state.total && state.total > 0 && (
            <ProblemSummary counts={problems} filter={q} onFilter={setFilter} />
          )}
        </div>
      )}
      {content.kind === 'loading' && <PodsSkeleton label={messages.states.loading} />}
      {(table !== undefined || content.kind === 'notice') && (
        <div className="relative flex min-h-0 flex-1 flex-col print:static print:block">
          {table !== undefined && (
            <PodsTable
              {...table.rows}
              isHidden={table.isHidden}
              known={state.pods ?? NO_PODS}
              context={context}
              columns={shown}
              minWidth={tableWidth(choice)}
              access={accessCache}
              sort={order}
              onSort={sortBy}
              density={density}
              handle={handle}
              onLeaveTop={toFilter}
            />
          )}
          {content.kind === 'notice' && (
            <div className="absolute inset-0 overflow-y-auto border-line border-t bg-surface print:static">
              <Suspense>
                <PodsNotice
                  obstacle={content.obstacle}
                  namespaces={known.items
                    .map((item) => item.name)
                    .filter((name) => !namespaces.includes(name))}
                  onShow={(chosen) => change({ namespaces: chosen === undefined ? [] : [chosen] })}
                  hrefOf={(namespace) => podsHref({ context, namespaces: [namespace] })}
                  onClearFilter={() => change({ q: '' })}
                  onRetry={retry}
                />
              </Suspense>
            </div>
          )}
        </div>
      )}
      {/* Below the rows, which would move under the pointer otherwise. */}
      <Suspense>
        {state.refused.length > 0 && (
          <RefusedNamespaces
            refused={state.refused}
            onLeaveOut={(names) => change({ namespaces: namespaces.filter((name) => !names.includes(name)) })}
          />
        )}
        {state.only !== undefined && (
          <OnlyNamespace
            only={state.only}
            others={known.items.map(({ name }) => name).filter((name) => name !== state.only)}
          />
        )}
      </Suspense>
      {content.kind === 'table' && <OldNews link={link} />}
    </ClockProvider>
  );
}

/** Warns that the pods may be out of date, and says why. */
function OldNews({ link }: { link: StreamLink }) {
  const messages = useMessages(podsCatalog);
  if (link.kind !== 'stale' && link.kind !== 'reconnecting') return null;
  const failure = link.kind === 'stale' ? link : NO_ANSWER;
  return (
    <p role="status" className="border-line border-t bg-warn-soft px-4 py-2 text-warn-text">
      <strong className="font-medium">{messages.states.staleBanner(clockTime(link.since))}</strong>{' '}
      <LazyFailureText failure={failure} place="pods" causeOnly /> {messages.states.retrying}
    </p>
  );
}
