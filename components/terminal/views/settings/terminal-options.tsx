'use client';

import type { ReactNode } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { useLazyLayer } from '#components/ui/layers/use-lazy-layer.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { terminalCatalog } from '../../words/catalog.ts';

const TerminalOptionsLayer = onDemand(
  async () => (await import('./terminal-options-layer.tsx')).TerminalOptionsLayer,
);

/**
 * The options of all terminals, and their entry in the palette. Their code loads when they open.
 * @returns `trigger`: the ref of the button they open next to; `layer`: rendered beside it
 */
export function useTerminalOptions() {
  const messages = useMessages(terminalCatalog);
  const { trigger, layer, change } = useLazyLayer(TerminalOptionsLayer.load);
  useActions([
    {
      id: 'terminal.options',
      label: messages.options,
      group: messages.optionsGroup,
      keywords: messages.optionsKeywords,
      run: () => change(true),
    },
  ]);
  const shown: ReactNode = layer !== undefined && <TerminalOptionsLayer layer={layer} />;
  return { trigger, open: () => change(true), layer: shown } as const;
}
