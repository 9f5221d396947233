'use client';

import {
  ArrowRightLeft,
  ChevronUp,
  Columns2,
  type LucideIcon,
  Maximize2,
  Minimize2,
  Minus,
  Search,
} from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { ConnectionInfo } from '#components/terminal/views/connection-info.tsx';
import { usePaneView } from '#components/terminal/views/use-terminal-pane.ts';
import { WatchedBadge } from '#components/terminal/views/watched-badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Broadcast } from '../broadcast/use-broadcast.ts';
import { dockCatalog } from '../catalog.ts';
import type { DockCommands } from '../commands/use-dock-commands.ts';
import type { DockPane } from '../state/dock-layout.ts';
import type { DockView } from '../state/dock-state.ts';
import { DockMenu } from './dock-menu.tsx';

const LOOKS: Record<DockView, LucideIcon> = { open: Maximize2, maximised: Minimize2, minimised: ChevronUp };

/**
 * Four buttons for the active pane and for the dock, and a menu with everything.
 * @param pane the active terminal; null for a log
 * @param paneIndex position among the terminals of its tab, from 1
 */
export function DockToolbar({
  hasNarrowRoom,
  view,
  tabId,
  kind,
  pane,
  onSearch,
  paneIndex,
  paneCount,
  commands,
  broadcast,
}: {
  /** True while the rename form is shown; a phone has no room for both. */
  hasNarrowRoom: boolean;
  view: DockView;
  tabId: string;
  /** Of the active pane. */
  kind: DockPane['kind'];
  pane: TerminalPane | null;
  onSearch: () => void;
  paneIndex: number;
  paneCount: number;
  commands: DockCommands;
  broadcast: Broadcast;
}) {
  const messages = useMessages(dockCatalog);
  return (
    <div className={classNames('flex shrink-0 items-center px-1', hasNarrowRoom && 'max-sm:hidden')}>
      {view !== 'minimised' && (
        <>
          <PaneConnection pane={pane} isAlone={paneCount === 1} />
          {paneCount > 1 && (
            <span className="sm:hidden">
              <Tool
                icon={ArrowRightLeft}
                text={messages.kinds[kind].nextPane(paneIndex, paneCount)}
                onPress={() => commands.goToPane(1)}
              />
            </span>
          )}
          <span className="flex max-sm:hidden">
            <Tool icon={Search} text={messages.kinds[kind].search} onPress={onSearch} />
            <Tool icon={Columns2} text={messages.splitRight} onPress={() => commands.split('row')} />
          </span>
          <DockMenu kind={kind} pane={pane} tabId={tabId} commands={commands} broadcast={broadcast} />
          <span aria-hidden className="mx-1 h-4 w-px bg-line max-sm:hidden" />
          <Tool icon={Minus} text={messages.minimise} onPress={() => commands.setView('minimised')} />
        </>
      )}
      <span className={view === 'minimised' ? undefined : 'cramped:hidden'}>
        <Tool
          icon={LOOKS[view]}
          text={view === 'open' ? messages.maximise : messages.restore}
          onPress={() => commands.setView(view === 'open' ? 'maximised' : 'open')}
        />
      </span>
    </div>
  );
}

/** A separate component, so that a change of the terminal does not render the whole dock. */
function PaneConnection({
  pane,
  isAlone,
}: {
  pane: TerminalPane | null;
  /** It has no header of its own. */
  isAlone: boolean;
}) {
  const view = usePaneView(pane);
  if (view === null) return null;
  return (
    <span className="mr-1 flex gap-1">
      {isAlone && <WatchedBadge pane={pane} view={view} />}
      <ConnectionInfo pane={pane} view={view} />
    </span>
  );
}

function Tool({ icon: Icon, text, onPress }: { icon: LucideIcon; text: string; onPress: () => void }) {
  return (
    <Button variant="ghost" size="icon-sm" aria-label={text} onClick={onPress}>
      <Icon aria-hidden />
    </Button>
  );
}
