'use client';

import { Star } from 'lucide-react';
import { memo } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/layers/menu.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { podsCatalog } from '../catalog.ts';

const Items = onDemand(async () => (await import('./known-pod-items.tsx')).KnownPodItems);

/** Favourite and recent pods of the context, for a shell in one click. What it holds loads when it opens. */
export const KnownPodsMenu = memo(function KnownPodsMenu({ context }: { context: string | undefined }) {
  const messages = useMessages(podsCatalog);
  return (
    <Menu
      label={messages.knownPods}
      load={Items.load}
      trigger={
        <Button variant="ghost" size="icon" aria-label={messages.knownPods}>
          <Star aria-hidden />
        </Button>
      }
    >
      <Items context={context} />
    </Menu>
  );
});
