'use client';

import {
  ArrowRightLeft,
  ChevronUp,
  Columns2,
  CopyPlus,
  ExternalLink,
  type LucideIcon,
  Maximize2,
  Minimize2,
  Minus,
  PencilLine,
  Rows2,
  X,
} from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { Direction } from './dock-layout.ts';
import type { DockView } from './dock-state.ts';
import { messages } from './messages.ts';

export interface ToolbarProps {
  readonly view: DockView;
  /** Where the active terminal stands among those of its tab, from 1. */
  readonly paneIndex: number;
  readonly paneCount: number;
  readonly onSplit: (direction: Direction) => void;
  readonly onDuplicate: () => void;
  readonly onRename: () => void;
  readonly onWindow: () => void;
  readonly onNextPane: () => void;
  readonly onView: (view: DockView) => void;
  readonly onClose: () => void;
}

const LOOKS: Record<DockView, LucideIcon> = { open: Maximize2, maximised: Minimize2, minimised: ChevronUp };

/** What can be done with the active terminal, and with the dock. */
export function DockToolbar(props: ToolbarProps) {
  const { view, paneIndex, paneCount, onSplit, onDuplicate, onRename, onWindow, onNextPane, onView } = props;
  return (
    <div className="flex shrink-0 items-center px-1">
      {view !== 'minimised' && (
        <>
          {paneCount > 1 && (
            <span className="sm:hidden">
              <Tool
                icon={ArrowRightLeft}
                text={messages.nextPane(paneIndex, paneCount)}
                onPress={onNextPane}
              />
            </span>
          )}
          <span className="flex max-sm:hidden">
            <Tool icon={Columns2} text={messages.splitRight} onPress={() => onSplit('row')} />
            <Tool icon={Rows2} text={messages.splitDown} onPress={() => onSplit('column')} />
          </span>
          <Tool icon={CopyPlus} text={messages.duplicate} onPress={onDuplicate} />
          <Tool icon={PencilLine} text={messages.rename} onPress={onRename} />
          <Tool icon={ExternalLink} text={messages.toWindow} onPress={onWindow} />
          <Tool icon={X} text={messages.close} onPress={props.onClose} />
          <span aria-hidden className="mx-1 h-4 w-px bg-line" />
          <Tool icon={Minus} text={messages.minimise} onPress={() => onView('minimised')} />
        </>
      )}
      <span className={view === 'minimised' ? undefined : 'max-sm:hidden'}>
        <Tool
          icon={LOOKS[view]}
          text={view === 'open' ? messages.maximise : messages.restore}
          onPress={() => onView(view === 'open' ? 'maximised' : 'open')}
        />
      </span>
    </div>
  );
}

function Tool({ icon: Icon, text, onPress }: { icon: LucideIcon; text: string; onPress: () => void }) {
  return (
    <Tooltip text={text} side="top">
      <Button variant="ghost" size="icon-sm" aria-label={text} onClick={onPress}>
        <Icon aria-hidden />
      </Button>
    </Tooltip>
  );
}
