import type { ReactElement } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { type IconShape, plainIcon } from '#components/ui/plain/plain-icon.tsx';
import type { Pod } from '#protocol/api.ts';
import { type PodsMessages, podsCatalog } from '../catalog.ts';
import { type HealthKind, podHealth } from './pod-health.ts';

interface Look {
  readonly color: string;
  /** The same elements each time: nobody need compare them. */
  readonly small: ReactElement;
  readonly large: ReactElement;
}

function look(shape: IconShape, color: string): Look {
  const icon = (size: string) => plainIcon(shape, classNames(size, color), 2.25);
  return { color, small: icon('size-3.5'), large: icon('size-4') };
}

const LOOKS: Record<HealthKind, Look> = {
  failing: look('circle-x', 'text-bad-text'),
  unready: look('triangle-exclamation-point', 'text-warn-text'),
  waiting: look('hourglass', 'text-info-text'),
  ending: look('circle-dashed', 'text-idle-text'),
  running: look('circle-dot', 'text-good-text'),
  done: look('circle-check', 'text-idle-text'),
};

/** A pod's status: icon, colour and word, so that it does not depend on colour alone. */
export function PodStatus({ pod }: { pod: Pod }) {
  return podStatus(pod, useMessages(podsCatalog), 'large');
}

/** {@link PodStatus} for rows, which are plain elements. */
export function podStatus(pod: Pod, messages: PodsMessages, size: 'small' | 'large' = 'small') {
  const { kind } = podHealth(pod);
  const { color, [size]: icon } = LOOKS[kind];
  const calm = kind === 'running' || kind === 'done';
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      {icon}
      <span className={classNames('truncate', calm ? 'text-ink' : classNames('font-medium', color))}>
        {kind === 'unready' && pod.status === 'Running' ? messages.statusNotReady(pod.status) : pod.status}
      </span>
    </span>
  );
}
