'use client';

import { Settings2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { useLazyLayer } from '#components/ui/use-lazy-layer.ts';
import { terminalCatalog } from '../../words/catalog.ts';

const load = () => import('./terminal-options-layer.tsx');
const TerminalOptionsLayer = dynamic(() => load().then((module) => module.TerminalOptionsLayer));

/**
 * The options of all terminals, next to a button of the caller, and their entry in the palette.
 * @returns `triggerProps` for a button that only opens them; `trigger` and `open` for one that has more to offer
 */
export function useTerminalOptions() {
  const messages = useMessages(terminalCatalog);
  const { trigger, loaded, open, change, triggerProps } = useLazyLayer(load);
  useActions([
    {
      id: 'terminal.options',
      label: messages.options,
      group: messages.optionsGroup,
      keywords: messages.optionsKeywords,
      run: () => change(true),
    },
  ]);
  const layer: ReactNode = loaded && <TerminalOptionsLayer layer={{ trigger, open, onOpenChange: change }} />;
  return { trigger, triggerProps, open: () => change(true), layer } as const;
}

/** The button for the options; their code loads when it is pointed at or focused. */
export function TerminalOptions() {
  const messages = useMessages(terminalCatalog);
  const { triggerProps, layer } = useTerminalOptions();
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label={messages.options}
        aria-haspopup="dialog"
        {...triggerProps}
      >
        <Settings2 aria-hidden />
      </Button>
      {layer}
    </>
  );
}
