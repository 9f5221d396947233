import { ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';

const TONES = { warn: 'bg-warn-soft text-warn-text', bad: 'bg-bad-soft text-bad-text' } as const;

/** Below the list: which pods are missing from it for lack of permission. */
export function ListNote({
  tone,
  title,
  action,
  children,
}: {
  tone: keyof typeof TONES;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      role="status"
      className={classNames(
        'flex shrink-0 flex-wrap items-start gap-x-4 gap-y-2 border-line border-t px-4 py-2',
        TONES[tone],
      )}
    >
      <ShieldX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <strong className="font-medium">{title}</strong>
        {children}
      </div>
      {action}
    </div>
  );
}
