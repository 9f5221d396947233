'use client';

import { Radio, X } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { StateName } from '#components/terminal/connection/connection-state.ts';
import { classNames } from '#components/ui/class-names.ts';
import { dockCatalog } from '../catalog.ts';
import { StateIcon } from './state-icon.tsx';

/** The header of a terminal in a split tab or with broadcast input. */
export function PaneHeader({
  name,
  state,
  isActive,
  receiverCount,
  onClose,
}: {
  name: string;
  state: StateName;
  isActive: boolean;
  /** How many terminals receive the input; 0 without a broadcast. */
  receiverCount: number;
  onClose: () => void;
}) {
  const messages = useMessages(dockCatalog);
  return (
    <div
      className={classNames(
        'flex h-7 shrink-0 items-center gap-1.5 border-b pr-0.5 pl-3 text-xs',
        receiverCount > 0
          ? 'border-warn-text bg-warn-soft text-warn-text'
          : classNames('bg-surface', isActive ? 'border-accent text-ink' : 'border-line text-ink-muted'),
      )}
    >
      <StateIcon state={state} />
      <span className="min-w-0 flex-1 truncate font-mono">{name}</span>
      {receiverCount > 0 && (
        <span className="flex min-w-0 items-center gap-1.5 font-medium">
          <Radio aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{messages.broadcast.mark(receiverCount)}</span>
        </span>
      )}
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
