'use client';

import { useEffect } from 'react';
import { installAutomation, registerTerminal } from '#components/terminal/pane/automation.ts';
import { initialView, type PaneView } from '#components/terminal/pane/pane-view.ts';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import type { RecordingPane } from './recording-pane.ts';

// Before the first terminal, so that automation finds an empty list instead of undefined.
if (typeof window !== 'undefined') installAutomation();

/** Lists the screen of a replay for automation, as every terminal of a page. */
export function useListedReplay(
  pane: RecordingPane | undefined,
  {
    id,
    context,
    namespace,
    pod,
    container,
  }: Pick<RecordingMeta, 'id' | 'context' | 'namespace' | 'pod' | 'container'>,
): void {
  useEffect(() => {
    if (pane === undefined) return;
    const place = { context, namespace, pod, container };
    const view: PaneView = {
      ...initialView(place),
      state: { kind: 'ready', container, shell: '', transport: '', isNew: false },
    };
    return registerTerminal(id, place, () => view, {
      text: () => pane.screen.text(),
      // There is no shell to end, and nobody who asks.
      close: () => pane.player.pause(),
      giveReason: () => {},
      watching: false,
    });
  }, [pane, id, context, namespace, pod, container]);
}
