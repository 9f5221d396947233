'use client';

import { TooltipHost } from '#components/ui/layers/tooltip-host.tsx';
import { VisibleHeight } from './visible-height.tsx';

/**
 * What every page has and nobody needs in its first moments.
 * @param pressed what was pressed before this was there
 */
export function PageParts({ pressed }: { pressed: EventTarget | null }) {
  return (
    <>
      <TooltipHost pressed={pressed} />
      <VisibleHeight />
    </>
  );
}
