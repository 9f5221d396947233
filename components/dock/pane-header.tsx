'use client';

import { X } from 'lucide-react';
import type { StateName } from '#components/terminal/connection-state.ts';
import { classNames } from '#components/ui/class-names.ts';
import { messages } from './messages.ts';
import { StateIcon } from './state-icon.tsx';

/** Names one of several terminals that share the space of a tab. */
export function PaneHeader({
  name,
  state,
  isActive,
  onClose,
}: {
  name: string;
  state: StateName;
  isActive: boolean;
  onClose: () => void;
}) {
  return (
    <div
      className={classNames(
        'flex h-7 shrink-0 items-center gap-1.5 border-b bg-surface pr-0.5 pl-3 text-xs',
        isActive ? 'border-accent text-ink' : 'border-line text-ink-muted',
      )}
    >
      <StateIcon state={state} />
      <span className="min-w-0 flex-1 truncate font-mono">{name}</span>
      <button
        type="button"
        aria-label={messages.closePane(name)}
        onClick={onClose}
        className="grid size-6 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
}
