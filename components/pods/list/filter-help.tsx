'use client';

import { CircleHelp } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { podsCatalog } from '../catalog.ts';

/** The filter's syntax, with examples to click. */
export function FilterHelp({ onTry }: { onTry: (filter: string) => void }) {
  const messages = useMessages(podsCatalog);
  return (
    <Popover
      label={messages.filterHelpTitle}
      align="end"
      className="w-96 p-3"
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={messages.filterHelpTitle}>
          <CircleHelp aria-hidden />
        </Button>
      }
    >
      {(close) => (
        <>
          <h2 className="font-medium">{messages.filterHelpTitle}</h2>
          <p className="mt-1 text-ink-muted text-xs">{messages.filterRules}</p>
          <dl className="mt-2 grid gap-0.5">
            {messages.filterExamples.map(({ filter, finds }) => (
              <div key={filter} className="grid grid-cols-[11rem_1fr] items-center gap-3">
                <dt>
                  <button
                    type="button"
                    onClick={() => {
                      onTry(filter);
                      close();
                    }}
                    className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-xs hover:bg-accent-soft hover:text-accent-text"
                  >
                    {filter}
                  </button>
                </dt>
                <dd className="text-ink-muted text-xs">{finds}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Popover>
  );
}
