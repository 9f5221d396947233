'use client';

import { Ellipsis } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/layers/menu.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { terminalCatalog } from '../words/catalog.ts';
import type { ChooseItem } from './action-item.tsx';
import { useTerminalOptions } from './settings/terminal-options.tsx';

const Items = onDemand(async () => (await import('./terminal-items.tsx')).TerminalItems);

/**
 * A menu of the terminal's actions, for touch screens and users who do not know the shortcuts, and the options. What it
 * holds loads when it opens.
 * @param more further {@link ActionItem}s
 */
export function TerminalActions({
  pane,
  size = 'icon',
  more,
}: {
  pane: TerminalPane | null;
  size?: ButtonSize;
  more?: (choose: ChooseItem) => ReactNode;
}) {
  const { name } = useMessages(terminalCatalog).actions;
  const options = useTerminalOptions();
  const focusNext = useRef<'button' | Parameters<ChooseItem>[0]>('button');
  const choose: ChooseItem = (focus, act) => () => {
    focusNext.current = focus;
    act();
  };
  return (
    <>
      <Menu
        label={name}
        load={Items.load}
        placeFocus={() => {
          const focus = focusNext.current;
          focusNext.current = 'button';
          if (focus === 'terminal') pane?.focus();
          return focus !== 'button';
        }}
        trigger={
          <Button ref={options.trigger} variant="ghost" size={size} aria-label={name}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <Items pane={pane} choose={choose} onOptions={options.open} />
        {more?.(choose)}
      </Menu>
      {options.layer}
    </>
  );
}
