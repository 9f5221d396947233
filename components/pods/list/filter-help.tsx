'use client';

import { CircleHelp } from 'lucide-react';
import { memo } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/layers/popover.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { podsCatalog } from '../catalog.ts';

const FilterExamples = onDemand(async () => (await import('./later/filter-examples.tsx')).FilterExamples);

/** The filter's syntax, with examples to click. */
export const FilterHelp = memo(function FilterHelp({ onTry }: { onTry: (filter: string) => void }) {
  const messages = useMessages(podsCatalog);
  return (
    <Popover
      label={messages.filterHelpTitle}
      align="end"
      className="w-lg p-3"
      load={FilterExamples.load}
      trigger={
        <Button variant="ghost" size="icon" aria-label={messages.filterHelpTitle}>
          <CircleHelp aria-hidden />
        </Button>
      }
    >
      {(close) => (
        <FilterExamples
          onTry={(filter) => {
            onTry(filter);
            close();
          }}
        />
      )}
    </Popover>
  );
});
