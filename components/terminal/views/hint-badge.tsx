'use client';

import type { LucideIcon } from 'lucide-react';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';

const TONES = { warn: 'bg-warn-soft text-warn-text', bad: 'bg-bad-soft text-bad-text' } as const;

/** A word about a terminal that explains itself. On small windows the icon alone is seen. */
export function HintBadge({
  icon: Icon,
  tone,
  name,
  hint,
}: {
  icon: LucideIcon;
  tone: keyof typeof TONES;
  name: string;
  hint: string;
}) {
  return (
    <Tooltip text={hint} side="bottom">
      <button
        type="button"
        className={classNames(
          'inline-flex h-6 shrink-0 cursor-help items-center gap-1.5 rounded-full px-2 max-sm:px-1.5 font-medium text-xs',
          TONES[tone],
        )}
      >
        <Icon aria-hidden className="size-3.5" />
        <span className="max-sm:sr-only">{name}</span>
      </button>
    </Tooltip>
  );
}
