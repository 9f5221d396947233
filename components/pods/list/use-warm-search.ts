'use client';

import { useEffect } from 'react';
import { whenIdle } from '#components/ui/when-idle.ts';
import type { Pod } from '#protocol/api.ts';
import { prepareSearch } from '../filter/pod-filter.ts';

/** Prepares the pods' search texts while the page is idle. */
export function useWarmSearch(pods: readonly Pod[]): void {
  useEffect(() => {
    let prepared = 0;
    let cancel = () => {};
    const go = (hasTime: () => boolean) => {
      prepared = prepareSearch(pods, prepared, () => !hasTime());
      if (prepared < pods.length) cancel = whenIdle(go);
    };
    cancel = whenIdle(go);
    return () => cancel();
  }, [pods]);
}
