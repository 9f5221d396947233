'use client';

import { Star } from 'lucide-react';
import { lazy } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { loadPatiently } from '#components/ui/load-patiently.ts';
import { Menu } from '#components/ui/menu.tsx';
import { podsCatalog } from '../catalog.ts';

const Items = lazy(async () => ({
  default: (await loadPatiently(() => import('./known-pod-items.tsx'))).KnownPodItems,
}));

/** Favourite and recent pods of the context, for a shell in one click. What it holds loads when it opens. */
export function KnownPodsMenu({ context }: { context: string | undefined }) {
  const messages = useMessages(podsCatalog);
  return (
    <Menu
      label={messages.knownPods}
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={messages.knownPods}>
          <Star aria-hidden />
        </Button>
      }
    >
      <Items context={context} />
    </Menu>
  );
}
