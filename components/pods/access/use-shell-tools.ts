'use client';

import { useMemo } from 'react';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useWhere } from '#components/contexts/use-where.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { useFollow } from '#components/links/use-follow.ts';
import { type SharedLayer, useSharedLayer } from '#components/ui/layers/use-shared-layer.ts';
import { podsCatalog } from '../catalog.ts';
import { loadShellMenu } from './shell-menu.tsx';
import type { ShellActions, ShellTools } from './shell-tools.ts';

/** The tools and actions, whose menu each pod has opened by its uid, and the page that a link of them is loading. */
export function useShellTools(context: string | undefined): {
  readonly tools: ShellTools;
  readonly actions: ShellActions;
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
    () => ({ context, contextName, where, messages }),
    [context, contextName, where, messages],
  );
  const actions = useMemo(() => ({ follow, menuTrigger }), [follow, menuTrigger]);
  return { tools, actions, layerOf, owner, loading };
}
