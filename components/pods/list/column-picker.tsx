'use client';

import { Columns3 } from 'lucide-react';
import { memo } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/layers/popover.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { podsCatalog } from '../catalog.ts';
import type { ViewChoicesProps } from './later/view-choices.tsx';

const ViewChoices = onDemand(async () => (await import('./later/view-choices.tsx')).ViewChoices);

/** Chooses the table's columns and its density. */
export const ColumnPicker = memo(function ColumnPicker(props: ViewChoicesProps) {
  const messages = useMessages(podsCatalog);
  return (
    <Popover
      label={messages.viewTitle}
      align="end"
      className="w-56 p-1"
      load={ViewChoices.load}
      trigger={
        <Button variant="ghost" size="icon" aria-label={messages.viewTitle} className="max-md:hidden">
          <Columns3 aria-hidden />
        </Button>
      }
    >
      {() => <ViewChoices {...props} />}
    </Popover>
  );
});
