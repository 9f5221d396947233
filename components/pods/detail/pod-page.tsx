'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useScrollKeys } from '#components/actions/use-scroll-keys.ts';
import { expectShell } from '#components/addresses/open-in-dock.ts';
import { podsHref } from '#components/addresses/pages.ts';
import { useFailureWordsLater } from '#components/failures/lazy-failures.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { CALM_MS, useLasting } from '#components/ui/use-lasting.ts';
import { useLater } from '#components/ui/use-later.ts';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { whenIdle } from '#components/ui/when-idle.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import type { PodDetail } from '#protocol/api.ts';
import { PodShellButton } from '../access/shell-button.tsx';
import { type PodsMessages, podsCatalog } from '../catalog.ts';
import { Age, ClockProvider } from '../clock/clock.tsx';
import { causeText } from '../health/cause-text.ts';
import { PodStatus } from '../health/pod-status.tsx';
import { PrintedPlace } from '../printed-place.tsx';
import { type PodMessages, podCatalog } from './catalog.ts';
import { ConditionList } from './condition-list.tsx';
import { ContainerList } from './container-list.tsx';
import { EventList } from './event-list.tsx';
import { FactList, KeyValueList } from './fact-list.tsx';
import { PageLinks } from './page-links.tsx';
import { PodBanner } from './pod-banner.tsx';
import { PodProblem } from './pod-problem.tsx';
import type { PodWatchState } from './pod-watch.ts';
import { usePodWatch } from './use-pod-watch.ts';
import { VolumeList } from './volume-list.tsx';
import { YamlSection } from './yaml-section.tsx';

// Loaded after the page: a link and a mark are no part of its first view.
const PodMarks = dynamic(() => import('../access/pod-marks.tsx').then((module) => module.PodMarks), {
  ssr: false,
});

const PodCopies = dynamic(
  () => import('#components/debug/pod-copies.tsx').then((module) => module.PodCopies),
  {
    ssr: false,
  },
);

export interface PodPageProps {
  readonly context: string | undefined;
  readonly initial: PodDetail;
  /** When the server rendered, in milliseconds since the epoch. */
  readonly renderedAt: number;
}

/** One pod: rendered by the server, then kept up to date. */
export function PodPage({ context, initial, renderedAt }: PodPageProps) {
  const messages = useMessages(podCatalog);
  const pods = useMessages(podsCatalog);
  usePageTitle(windowTitle(messages.titleOf(initial.namespace, initial.name)));
  const state = usePodWatch({ context, namespace: initial.namespace, pod: initial.name }, initial);
  const isLong = useLasting(state.kind === 'stale', CALM_MS);
  useFailureWordsLater(true);
  useLater(true, expectShell);
  // Few pods have copies: their code waits until the page has its own.
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => whenIdle(() => setIsIdle(true)), []);
  const scroller = useRef<HTMLDivElement>(null);
  useScrollKeys(scroller);
  if (state.kind === 'refused') {
    return (
      <PodProblem {...state.problem} context={context} namespace={initial.namespace} pod={initial.name} />
    );
  }
  const pod = state.detail;
  const why = causeText(pod, pods);
  const obstacle = podObstacle(state, messages, pods);
  return (
    <ClockProvider renderedAt={renderedAt}>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-7xl gap-6 px-4 pt-4 pb-12">
          <div className="grid gap-3">
            <Breadcrumb context={context} namespace={pod.namespace} />
            <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
              <div className="grid min-w-0 flex-1 basis-80 gap-1">
                <h1 className="break-all font-mono font-semibold text-lg tracking-tight">{pod.name}</h1>
                <p className="flex min-w-0 flex-wrap items-center gap-x-2">
                  <PodStatus pod={pod} />
                  {why !== '' && <span className="break-words text-ink-muted text-xs">{why}</span>}
                  {pod.lastRestartAt !== null && (
                    <span className="text-ink-muted text-xs tabular-nums">
                      {pods.restartCount(pod.restarts)}{' '}
                      <Age since={pod.lastRestartAt} format={pods.restartedAgo} />
                    </span>
                  )}
                </p>
              </div>
              <div className="flex flex-wrap items-center gap-2 max-sm:-ml-3">
                <Suspense>
                  <PodMarks place={{ context, namespace: pod.namespace, pod: pod.name }} />
                </Suspense>
                <PodShellButton
                  pod={pod}
                  context={context}
                  {...(obstacle === undefined ? {} : { obstacle })}
                />
              </div>
            </div>
            <PageLinks hasVolumes={pod.volumes.length > 0} />
            <PodBanner state={state.kind === 'stale' && !isLong ? { kind: 'fresh', detail: pod } : state} />
          </div>
          <div className="grid min-w-0 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <div className="grid min-w-0 gap-6">
              <ContainerList pod={pod} context={context} obstacle={obstacle} />
              {isIdle && (
                <Suspense>
                  <PodCopies pod={pod} context={context} />
                </Suspense>
              )}
              <EventList events={pod.events} />
              <ConditionList conditions={pod.conditions} />
              <YamlSection context={context} namespace={pod.namespace} pod={pod.name} />
            </div>
            <div className="grid min-w-0 gap-6">
              <FactList pod={pod} context={context} />
              <VolumeList volumes={pod.volumes} />
              <KeyValueList
                id="labels"
                title={messages.labels}
                values={pod.labels}
                nothing={messages.noLabels}
              />
              <KeyValueList
                id="annotations"
                title={messages.annotations}
                values={pod.annotations}
                nothing={messages.noAnnotations}
              />
            </div>
          </div>
        </div>
      </div>
    </ClockProvider>
  );
}

/** Why no container allows a shell; undefined if that depends on the container. */
function podObstacle(
  state: Exclude<PodWatchState, { kind: 'refused' }>,
  messages: PodMessages,
  pods: PodsMessages,
): string | undefined {
  if (state.kind === 'gone') return messages.goneShell;
  const { exec, namespace } = state.detail;
  return exec.allowed ? undefined : pods.mayNotExec(exec, namespace);
}

function Breadcrumb({ context, namespace }: { context: string | undefined; namespace: string }) {
  const messages = useMessages(podCatalog);
  return (
    <nav aria-label={messages.breadcrumb}>
      <ol className="flex items-center gap-2 text-ink-muted text-xs">
        <li>
          <Crumb href={podsHref({ context })}>{messages.pods}</Crumb>
        </li>
        <li aria-hidden>/</li>
        <li>
          <Crumb href={podsHref({ context, namespaces: [namespace] })}>{namespace}</Crumb>
        </li>
      </ol>
      <PrintedPlace context={context} namespaces={[namespace]} />
    </nav>
  );
}

function Crumb({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex pointer-coarse:min-h-11 pointer-coarse:min-w-11 items-center rounded-sm underline-offset-4 hover:text-ink hover:underline"
    >
      {children}
    </Link>
  );
}
