import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type NoticeTone = 'idle' | 'info' | 'warn' | 'bad';

const TONES: Record<NoticeTone, string> = {
  idle: 'bg-idle-soft text-idle-text',
  info: 'bg-accent-soft text-accent-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
};

/** Shown in place of content: what happened, why, and what to do next. */
export function Notice({
  icon: Icon,
  tone,
  title,
  cause,
  children,
  actions,
  wholePage = false,
  alert = false,
}: {
  icon: LucideIcon;
  tone: NoticeTone;
  title: string;
  /** The exact cause, in a box. */
  cause?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** True: the notice is the page's whole content, so its title is the h1. */
  wholePage?: boolean;
  /** True: announced to screen readers immediately. */
  alert?: boolean;
}) {
  const Title = wholePage ? 'h1' : 'h2';
  return (
    <div
      role={alert ? 'alert' : undefined}
      className="mx-auto flex w-full max-w-xl flex-col items-center gap-4 px-4 py-12 text-center sm:py-20"
    >
      <span className={classNames('grid size-10 place-items-center rounded-lg', TONES[tone])}>
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <div className="grid w-full justify-items-center gap-1">
        <Title className="text-balance font-semibold text-lg tracking-tight">{title}</Title>
        <div className="max-w-prose text-balance text-base text-ink-muted">{children}</div>
      </div>
      {cause !== undefined && (
        <p className="w-full break-words rounded-md border border-line bg-sunken px-3 py-2 font-mono text-left text-ink text-xs">
          {cause}
        </p>
      )}
      {actions !== undefined && <div className="flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
