'use client';

import { Settings2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { useLazyLayer } from '#components/ui/use-lazy-layer.ts';
import { terminalCatalog } from '../../words/catalog.ts';

const load = () => import('./terminal-options-layer.tsx');
const TerminalOptionsLayer = dynamic(() => load().then((module) => module.TerminalOptionsLayer));

/** The button for the options; their code loads when it is pointed at or focused. */
export function TerminalOptions({ size = 'icon' }: { size?: ButtonSize }) {
  const messages = useMessages(terminalCatalog);
  const { trigger, loaded, open, change, triggerProps } = useLazyLayer(load);
  return (
    <>
      <Button
        variant="ghost"
        size={size}
        aria-label={messages.options}
        aria-haspopup="dialog"
        {...triggerProps}
      >
        <Settings2 aria-hidden />
      </Button>
      {loaded && <TerminalOptionsLayer layer={{ trigger, open, onOpenChange: change }} />}
    </>
  );
}
