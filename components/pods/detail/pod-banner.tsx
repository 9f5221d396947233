import { LazyFailureText } from '#components/failures/lazy-failures.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { podsCatalog } from '../catalog.ts';
import { clockTime } from '../clock/clock-time.ts';
import { podCatalog } from './catalog.ts';
import type { PodWatchState } from './pod-watch.ts';

/** Warnings above the pod: it was deleted, the data is old, or shells are not allowed. */
export function PodBanner({ state }: { state: Exclude<PodWatchState, { kind: 'refused' }> }) {
  const messages = useMessages(podCatalog);
  const pods = useMessages(podsCatalog);
  switch (state.kind) {
    case 'gone':
      return <Banner title={messages.goneTitle}>{messages.gone(clockTime(state.since))}</Banner>;
    case 'stale':
      return (
        <Banner title={messages.staleTitle(clockTime(state.since))}>
          <LazyFailureText failure={state.problem} place="pod" causeOnly /> {pods.states.retrying}
        </Banner>
      );
    case 'fresh':
      if (state.detail.exec.allowed) return null;
      return (
        <Banner title={messages.execTitle}>
          {pods.mayNotExec(state.detail.exec, state.detail.namespace)}
        </Banner>
      );
  }
}

function Banner({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <p role="status" className="rounded-lg bg-warn-soft px-4 py-2 text-warn-text">
      <strong className="font-medium">{title}</strong> {children}
    </p>
  );
}
