'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { useLazyLayer } from '#components/ui/use-lazy-layer.ts';
import { terminalCatalog } from '../../words/catalog.ts';

const load = () => import('./terminal-options-layer.tsx');
const TerminalOptionsLayer = dynamic(() => load().then((module) => module.TerminalOptionsLayer));

/**
 * The options of all terminals, and their entry in the palette. Their code loads when they open.
 * @returns `trigger`: the ref of the button they open next to; `layer`: rendered beside it
 */
export function useTerminalOptions() {
  const messages = useMessages(terminalCatalog);
  const { trigger, loaded, open, change } = useLazyLayer(load);
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
  return { trigger, open: () => change(true), layer } as const;
}
