'use client';

import { useEffect, useState } from 'react';
import { CALM_MS } from '#components/ui/use-lasting.ts';
import { isSignedOut, type StreamLink } from '../../feed/pod-stream.ts';

const LIVE: StreamLink = { kind: 'live' };

/**
 * The link as the page tells it: a short break is not told, and a refusal or the end of the sign-in at once.
 * @param place identifies what is listed: another place starts over
 * @param hasPods false: nothing is shown, so the user waits and wants to know
 */
export function useCalmLink(link: StreamLink, place: string, hasPods: boolean): StreamLink {
  const [told, setTold] = useState({ place, everything: true });
  const isNew = told.place !== place || link.kind === 'refused' || isSignedOut(link) || !hasPods;
  const everything = isNew ? true : link.kind === 'live' ? false : told.everything;
  if (everything !== told.everything || place !== told.place) setTold({ place, everything });

  const waits = !everything && link.kind !== 'live';
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setTold({ place, everything: true }), CALM_MS);
    return () => clearTimeout(timer);
  }, [waits, place]);
  return waits ? LIVE : link;
}
