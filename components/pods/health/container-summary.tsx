import { classNames } from '#components/ui/class-names.ts';
import type { Container, Pod } from '#protocol/api.ts';
import type { PodsMessages } from '../catalog.ts';

/** Number of ready containers, and the names: no container that has ended for good. Plain elements, for rows. */
export function containerSummary(pod: Pod, messages: PodsMessages) {
  const names = pod.containers
    .filter(({ kind, state }) => state === 'running' || (kind !== 'init' && kind !== 'ephemeral'))
    .map((container) => container.name)
    .join(', ');
  return (
    <>
      <span
        title={messages.ready(pod.readyContainers, pod.totalContainers)}
        className={classNames(
          'tabular-nums',
          pod.readyContainers < pod.totalContainers ? 'text-ink-muted' : 'text-ink',
        )}
      >
        {`${pod.readyContainers}/${pod.totalContainers}`}
      </span>
      {/* Without a blank, a screen reader would read both as one word. */}{' '}
      <span className="ml-1 text-ink-muted" title={names}>
        {names}
      </span>
    </>
  );
}

const DOTS: Record<Container['state'], string> = {
  running: 'dot bg-good-text',
  waiting: 'border-[1.5px] border-info-text',
  terminated: 'dot bg-ink-faint',
  unknown: 'border-[1.5px] border-ink-faint',
};

/** A dot for a container's state. The caller must also show the state as text. */
export function StateDot({ container }: { container: Container }) {
  const failed = container.state !== 'running' && container.exitCode !== null && container.exitCode !== 0;
  return (
    <span
      aria-hidden
      className={classNames(
        'size-2 shrink-0 rounded-full',
        failed ? 'dot bg-bad-text' : DOTS[container.state],
      )}
    />
  );
}
