import { clockTime } from '../clock-time.ts';
import { messages } from './messages.ts';
import type { PodWatchState } from './pod-watch.ts';

/** Says what is not as it should be with the page: the pod is gone, the news are old, a shell is not allowed. */
export function PodBanner({ state }: { state: Exclude<PodWatchState, { kind: 'refused' }> }) {
  switch (state.kind) {
    case 'gone':
      return <Banner title={messages.goneTitle}>{messages.gone(clockTime(state.since))}</Banner>;
    case 'stale':
      return (
        <Banner title={messages.staleTitle(clockTime(state.since))}>
          {state.reason} {messages.staleNext}
        </Banner>
      );
    case 'fresh':
      if (state.detail.exec.allowed) return null;
      return <Banner title={messages.execTitle}>{state.detail.exec.detail}</Banner>;
  }
}

function Banner({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <p role="status" className="rounded-lg bg-warn-soft px-4 py-2.5 text-warn-text">
      <strong className="font-medium">{title}</strong> {children}
    </p>
  );
}
