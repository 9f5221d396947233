'use client';

import { CircleHelp } from 'lucide-react';
import { lazy } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { loadPatiently } from '#components/ui/load-patiently.ts';
import { Popover } from '#components/ui/popover.tsx';
import { podsCatalog } from '../catalog.ts';

const load = () => import('./later/filter-examples.tsx');
const FilterExamples = lazy(async () => ({ default: (await loadPatiently(load)).FilterExamples }));

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
        <FilterExamples
          onTry={(filter) => {
            onTry(filter);
            close();
          }}
        />
      )}
    </Popover>
  );
}
