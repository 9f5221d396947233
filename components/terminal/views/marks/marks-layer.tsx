'use client';

/** What is shown of a shell's commands above its screen. Loaded once a shell marks its first prompt. */

import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { PaneView } from '../../pane/pane-view.ts';
import type { TerminalPane } from '../../pane/terminal-pane.ts';
import { marksCatalog } from '../../words/marks-catalog.ts';
import { MarkSymbol, nameOf, StickyCommand } from './mark-symbol.tsx';
import { useCommandNotifications } from './use-command-notifications.ts';
import { useMarksActions } from './use-marks-actions.ts';
import { useMarksView } from './use-marks-view.ts';

export function MarksLayer({ pane, view }: { pane: TerminalPane; view: PaneView }) {
  const messages = useMessages(marksCatalog);
  const layer = useRef<HTMLDivElement>(null);
  const [note, setNote] = useState('');
  const { rows, sticky, place } = useMarksView(pane.marks, layer);
  useCommandNotifications(pane, messages);
  useMarksActions({ pane, messages, isShown: view.marks === 'shown', layer, onNote: setNote });
  const chosen = rows.find(({ isChosen }) => isChosen);
  const isShown = view.marks === 'shown';
  return (
    <div ref={layer} className="pointer-events-none absolute inset-0">
      <p aria-live="polite" className="sr-only">
        {note !== '' ? note : chosen === undefined ? '' : nameOf(chosen, messages)}
      </p>
      {isShown && rows.length > 0 && (
        <ol aria-label={messages.list} className="absolute left-0 w-3">
          {rows.map((command) => (
            <MarkSymbol
              key={command.id}
              command={command}
              top={place.top + command.row * place.rowHeight}
              height={place.rowHeight}
              messages={messages}
            />
          ))}
        </ol>
      )}
      {isShown && sticky !== undefined && (
        <StickyCommand
          command={sticky}
          messages={messages}
          onChoose={() => {
            pane.marks?.show(sticky.id);
            pane.focus();
          }}
        />
      )}
      {note !== '' && (
        <p className="pointer-events-auto absolute top-3 right-3 flex items-center gap-2 rounded-lg border border-line bg-raised py-1 pr-1 pl-3 text-sm shadow-pop">
          {note}
          <Button variant="ghost" size="icon-sm" aria-label={messages.close} onClick={() => setNote('')}>
            <X aria-hidden />
          </Button>
        </p>
      )}
    </div>
  );
}
