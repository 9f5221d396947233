'use client';

import { useState } from 'react';
import type { RunningShell } from '#components/addresses/open-in-dock.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { endRunning } from '#components/sessions/session-feed.ts';
import { paletteLayerCatalog } from './layer-catalog.ts';

export interface Ending {
  /** Sessions that the user has ended here. */
  readonly ids: ReadonlySet<string>;
  /** What became of the last one, in words; '' for none. */
  readonly said: string;
  readonly end: (shell: RunningShell) => void;
}

/** Ends running shells while the palette stays open. One that could not be ended is back in the list. */
export function useEnding(): Ending {
  const messages = useMessages(paletteLayerCatalog);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const end = ({ sessionId, place }: RunningShell) => {
    setIds((before) => new Set([...before, sessionId]));
    setSaid(messages.endedRunning(place.pod));
    void endRunning(sessionId).then((isEnded) => {
      if (isEnded) return;
      setIds((before) => new Set([...before].filter((id) => id !== sessionId)));
      setSaid(messages.notEnded(place.pod));
    });
  };
  return { ids, said, end };
}
