'use client';

import { Radio, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { ContextMark, contextBorder } from '#components/contexts/context-mark.tsx';
import { useContextColours } from '#components/contexts/use-context-colour.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { ShownState } from '#components/terminal/connection/connection-state.ts';
import { classNames } from '#components/ui/class-names.ts';
import { LongName } from '#components/ui/long-name.tsx';
import { dockCatalog } from '../catalog.ts';
import type { DockPane } from '../state/dock-layout.ts';
import { StateIcon } from './state-icon.tsx';
import { beginMove, useDragEvents } from './use-drag-events.ts';

/** The header of a pane in a split tab or with broadcast input. */
export function PaneHeader({
  kind,
  name,
  where,
  place,
  context,
  state,
  isActive,
  receiverCount,
  badge,
  onClose,
  onDrag,
}: {
  kind: DockPane['kind'];
  name: string;
  /** Namespace and context, as shown. */
  where: string;
  /** The same in words. */
  place: string;
  /** '' if unknown. */
  context: string;
  state: ShownState;
  isActive: boolean;
  /** How many terminals receive the input; 0 without a broadcast. */
  receiverCount: number;
  badge: ReactNode;
  onClose: () => void;
  /** The pointer starts or ends to drag the terminal. */
  onDrag: (isDragged: boolean) => void;
}) {
  const messages = useMessages(dockCatalog);
  const colour = useContextColours()(context);
  const header = useRef<HTMLDivElement>(null);
  useDragEvents(header, {
    dragstart(event) {
      beginMove(event.dataTransfer);
      onDrag(true);
    },
    dragend: () => onDrag(false),
  });
  return (
    <div
      ref={header}
      draggable
      className={classNames(
        '@container flex h-7 pointer-coarse:h-11 shrink-0 items-center gap-1.5 border-b pr-0.5 pl-3 text-xs',
        colour !== 'none' && classNames('border-t-2', contextBorder(colour)),
        receiverCount > 0
          ? 'border-b-warn-text bg-warn-soft text-warn-text'
          : classNames('bg-surface', isActive ? 'border-b-accent text-ink' : 'border-b-line text-ink-muted'),
      )}
    >
      <StateIcon kind={kind} state={state} />
      <span className="flex min-w-0 flex-1 items-baseline gap-2" title={`${name}\n${place}`}>
        <LongName className="min-w-0 font-mono">{name}</LongName>
        {/* A long name gives way first. */}
        <span className="flex max-w-3/5 shrink-0 items-center gap-1 text-2xs text-ink-muted">
          <ContextMark colour={colour} className="size-2" />
          <span className="truncate">{where}</span>
        </span>
      </span>
      {receiverCount > 0 && (
        <span className="flex shrink-0 items-center gap-1.5 font-medium">
          <Radio aria-hidden className="size-3.5 shrink-0" />
          {/* The pod needs the room: the bar above says it too. */}
          <span className="@max-md:sr-only">{messages.broadcast.mark(receiverCount)}</span>
        </span>
      )}
      {badge}
      <button
        type="button"
        aria-label={messages.closePane(`${name}, ${place}`)}
        onClick={onClose}
        className="grid size-6 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
}
