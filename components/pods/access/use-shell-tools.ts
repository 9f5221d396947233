'use client';

import { useMemo } from 'react';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useWhere } from '#components/contexts/use-where.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { useFollow } from '#components/links/use-follow.ts';
import { type SharedLayer, useSharedLayer } from '#components/ui/layers/use-shared-layer.ts';
import { podsCatalog } from '../catalog.ts';
import { loadShellMenu } from './shell-menu.tsx';
import type { ShellTools } from './shell-tools.ts';

/** The {@link ShellTools}, whose menu each pod has opened by its uid, and the page that a link of them is loading. */
export function useShellTools(context: string | undefined): {
  readonly tools: ShellTools;
  readonly layerOf: SharedLayer['layerOf'];
  /** The pod whose menu was opened last. */
  readonly owner: string | undefined;
  readonly loading: string | undefined;
} {
  const messages = useMessages(podsCatalog);
  const contextName = useContextName(context);
  const where = useWhere(context);
  const { follow, loading } = useFollow();
  const { triggerOf: menuTrigger, layerOf, owner } = useSharedLayer(loadShellMenu);
  const tools = useMemo(
    () => ({ context, contextName, where, messages, follow, menuTrigger }),
    [context, contextName, where, messages, follow, menuTrigger],
  );
  return { tools, layerOf, owner, loading };
}
