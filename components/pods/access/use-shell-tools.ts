'use client';

import { useMemo } from 'react';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { type Follow, useFollow } from '#components/links/use-follow.ts';
import type { ButtonSize, ButtonVariant } from '#components/ui/button.tsx';
import {
  type SharedLayer,
  type SharedTrigger,
  useSharedLayer,
} from '#components/ui/layers/use-shared-layer.ts';
import { type PodsMessages, podsCatalog } from '../catalog.ts';
import { loadShellMenu } from './shell-menu.tsx';

/** What the Shell buttons of many pods share. Stable across renders. */
export interface ShellTools {
  readonly context: string | undefined;
  /** '' if unknown. */
  readonly contextName: string;
  readonly messages: PodsMessages;
  readonly follow: Follow;
  readonly menu: SharedTrigger;
}

export interface ButtonLook {
  readonly variant: ButtonVariant;
  readonly size: ButtonSize;
  /** In a list whose arrow keys lead to the button. */
  readonly tabIndex?: -1 | undefined;
}

/** The {@link ShellTools}, whose menu each pod has opened by its uid, and the page that a link of them is loading. */
export function useShellTools(context: string | undefined): {
  readonly tools: ShellTools;
  readonly layerOf: SharedLayer['layerOf'];
  readonly loading: string | undefined;
} {
  const messages = useMessages(podsCatalog);
  const contextName = useContextName(context);
  const { follow, loading } = useFollow();
  const { trigger: menu, layerOf } = useSharedLayer(loadShellMenu);
  const tools = useMemo(
    () => ({ context, contextName, messages, follow, menu }),
    [context, contextName, messages, follow, menu],
  );
  return { tools, layerOf, loading };
}
