'use client';

import {
  ClipboardPaste,
  Copy,
  Download,
  Eraser,
  Fullscreen,
  ScrollText,
  Search,
  Settings2,
  Share2,
  SquareTerminal,
  TextSelect,
} from 'lucide-react';
import { podLogPlace } from '#components/addresses/log-place.ts';
import { shellHref } from '#components/addresses/pages.ts';
import { inNamedContext } from '#components/addresses/shell-place.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { CopyLinkItem } from '#components/links/copy-link.tsx';
import { LogLink } from '#components/links/log-link.tsx';
import { MenuItem, MenuSeparator } from '#components/ui/layers/menu.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { canFillScreen, toggleFullScreen } from '../screen/full-screen.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { ActionItem, type ChooseItem } from './action-item.tsx';

const MarksItems = onDemand(async () => (await import('./marks/marks-items.tsx')).MarksItems);

/** What the menu of a terminal's actions holds. Rendered only while it is open, so only in a browser. */
export function TerminalItems({
  pane,
  choose,
  onOptions,
}: {
  pane: TerminalPane | null;
  choose: ChooseItem;
  /** Opens the options. */
  onOptions: () => void;
}) {
  const messages = useMessages(terminalCatalog);
  const words = messages.actions;
  const action = (act: (pane: TerminalPane) => void) => () => {
    if (pane !== null) choose('terminal', () => act(pane))();
  };
  return (
    <>
      <ActionItem icon={Copy} name={words.copy} onChoose={action((of) => of.clipboard.copySelection())} />
      <ActionItem
        icon={ClipboardPaste}
        name={words.paste}
        onChoose={action((of) => void of.clipboard.paste())}
      />
      <ActionItem icon={TextSelect} name={words.selectAll} onChoose={action((of) => of.selectAll())} />
      <ActionItem icon={Eraser} name={words.clear} onChoose={action((of) => of.clear())} />
      <ActionItem icon={Download} name={words.save} onChoose={action((of) => of.saveOutput())} />
      <MenuSeparator />
      <SearchItem
        name={messages.search.openItem}
        onChoose={choose('elsewhere', () => void pane?.openSearch())}
      />
      {pane !== null && pane.view.marks !== 'none' && <MarksItems pane={pane} choose={choose} />}
      <MenuSeparator />
      <ActionItem
        icon={SquareTerminal}
        name={words.otherShell}
        onChoose={choose('elsewhere', () => pane?.askForShell())}
      />
      {pane !== null && <LogItem pane={pane} name={words.log} />}
      {pane?.view.state.kind === 'ready' && (
        <ActionItem
          icon={Share2}
          name={words.share}
          onChoose={choose('elsewhere', () => pane.askToShare())}
        />
      )}
      {pane !== null && <LinkItem pane={pane} />}
      <MenuSeparator />
      <ActionItem icon={Settings2} name={messages.options} onChoose={choose('elsewhere', onOptions)} />
      <FullScreenItem name={words.fullScreen} onChoose={action(() => void toggleFullScreen())} />
    </>
  );
}

function FullScreenItem(props: { name: string; onChoose: () => void }) {
  return canFillScreen() ? <ActionItem icon={Fullscreen} {...props} /> : null;
}

function SearchItem(props: { name: string; onChoose: () => void }) {
  const shortcut = platformOf(navigator.userAgent) === 'mac' ? 'mod+f' : 'mod+shift+f';
  return <ActionItem icon={Search} shortcut={shortcut} {...props} />;
}

/** Leads to the log of the terminal's container. */
function LogItem({ pane, name }: { pane: TerminalPane; name: string }) {
  const { place } = pane;
  return (
    <MenuItem asChild>
      <LogLink place={podLogPlace({ ...place, container: pane.view.container || place.container })} isBeside>
        <ScrollText aria-hidden />
        {name}
      </LogLink>
    </MenuItem>
  );
}

/** Copies the link to the terminal's container. */
function LinkItem({ pane }: { pane: TerminalPane }) {
  const { place } = pane;
  const container = pane.view.container || place.container;
  const named = inNamedContext(place, useContextName(place.context));
  return <CopyLinkItem href={shellHref({ ...named, container })} />;
}
