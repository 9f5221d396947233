import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleX,
  Hourglass,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import { type HealthKind, podHealth } from './pod-health.ts';

const LOOKS: Record<HealthKind, { readonly icon: LucideIcon; readonly color: string }> = {
  failing: { icon: CircleX, color: 'text-bad-text' },
  unready: { icon: TriangleAlert, color: 'text-warn-text' },
  waiting: { icon: Hourglass, color: 'text-info-text' },
  ending: { icon: CircleDashed, color: 'text-idle-text' },
  running: { icon: CircleDot, color: 'text-good-text' },
  done: { icon: CircleCheck, color: 'text-idle-text' },
};

/** A pod's status: icon, colour and word, so that it does not depend on colour alone. */
export function PodStatus({ pod, large = false }: { pod: Pod; large?: boolean }) {
  const messages = useMessages(podsCatalog);
  const { kind } = podHealth(pod);
  const { icon: Icon, color } = LOOKS[kind];
  const calm = kind === 'running' || kind === 'done';
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Icon
        aria-hidden
        strokeWidth={2.25}
        className={classNames(large ? 'size-4' : 'size-3.5', 'shrink-0', color)}
      />
      <span className={classNames('truncate', calm ? 'text-ink' : classNames('font-medium', color))}>
        {kind === 'unready' && pod.status === 'Running' ? messages.statusNotReady(pod.status) : pod.status}
      </span>
    </span>
  );
}
