'use client';

import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { recordingsCatalog } from '../catalog.ts';
import { commandsOf } from '../player/marks.ts';
import { MomentList } from './moment-list.tsx';
import type { RecordingPane } from './recording-pane.ts';
import { usePlayerView, useReplayView } from './use-recording-pane.ts';

/** The commands of a recorded shell, each of which leads to where it began. */
export function CommandList({ pane, onClose }: { pane: RecordingPane; onClose: () => void }) {
  const messages = useMessages(recordingsCatalog);
  const { position } = usePlayerView(pane);
  const commands = commandsOf(useReplayView(pane).reading.marks);
  const current = commands.findLastIndex(({ at }) => at <= position);
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const shown = list.current?.querySelectorAll('li')[current];
    shown?.scrollIntoView?.({ block: 'nearest' });
  }, [current]);
  return (
    <section ref={list} aria-label={messages.commands} className="grid shrink-0 grid-cols-1">
      <div className="flex items-center gap-2 border-line border-b bg-surface px-3 py-1 text-sm">
        <h2 className="font-semibold">{messages.commands}</h2>
        <p className="min-w-0 flex-1 truncate text-ink-muted text-xs" title={messages.commandsHint}>
          {messages.commandsHint}
        </p>
        <Button variant="ghost" size="icon-sm" aria-label={messages.closeCommands} onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      <MomentList
        label={messages.commands}
        current={current}
        onChoose={(index) => pane.player.seek(commands[index]?.at ?? 0)}
        onClose={onClose}
        moments={commands.map(({ at, label, exitCode = 0 }, key) => ({
          key,
          at,
          content: (
            <>
              <code className="min-w-0 flex-1 truncate">{label.split('\n', 1)[0]}</code>
              {exitCode !== 0 && (
                <span className="shrink-0 text-bad-text">{messages.exitCode(exitCode)}</span>
              )}
            </>
          ),
        }))}
      />
    </section>
  );
}
