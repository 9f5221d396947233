'use client';

import { ExternalLink, PencilLine } from 'lucide-react';
import { ActionItem, TerminalActions } from '#components/terminal/terminal-actions.tsx';
import type { TerminalPane } from '#components/terminal/terminal-pane.ts';
import { messages } from './messages.ts';
import type { DockCommands } from './use-dock-commands.ts';

/** What is wanted less often of the active terminal. */
export function DockMenu({ pane, commands }: { pane: TerminalPane | null; commands: DockCommands }) {
  return (
    <TerminalActions pane={pane} size="icon-sm">
      <ActionItem icon={PencilLine} name={messages.rename} onChoose={commands.rename} />
      <ActionItem icon={ExternalLink} name={messages.toWindow} onChoose={commands.moveToWindow} />
    </TerminalActions>
  );
}
