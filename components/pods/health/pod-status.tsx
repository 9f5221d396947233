import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleX,
  Hourglass,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import type { ReactElement } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Pod } from '#protocol/api.ts';
import { type PodsMessages, podsCatalog } from '../catalog.ts';
import { type HealthKind, podHealth } from './pod-health.ts';

interface Look {
  readonly color: string;
  /** The same elements each time: React need not compare them. */
  readonly small: ReactElement;
  readonly large: ReactElement;
}

function look(Icon: LucideIcon, color: string): Look {
  const icon = (size: string) => (
    <Icon aria-hidden strokeWidth={2.25} className={classNames(size, 'shrink-0', color)} />
  );
  return { color, small: icon('size-3.5'), large: icon('size-4') };
}

const LOOKS: Record<HealthKind, Look> = {
  failing: look(CircleX, 'text-bad-text'),
  unready: look(TriangleAlert, 'text-warn-text'),
  waiting: look(Hourglass, 'text-info-text'),
  ending: look(CircleDashed, 'text-idle-text'),
  running: look(CircleDot, 'text-good-text'),
  done: look(CircleCheck, 'text-idle-text'),
};

/** A pod's status: icon, colour and word, so that it does not depend on colour alone. */
export function PodStatus({ pod }: { pod: Pod }) {
  return podStatus(pod, useMessages(podsCatalog), 'large');
}

/** {@link PodStatus} for rows: not a component, because a row has many parts and components cost React more. */
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
