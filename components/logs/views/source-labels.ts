/** How the containers of several logs are told apart. */

import { useMemo, useState } from 'react';
import { type LineSource, sourceKey } from '../lines/log-line.ts';

export interface SourceLabel {
  /** As short as can be: what is the same for all is left out. */
  readonly text: string;
  /** Whole, as `pod/container`. */
  readonly title: string;
  /** Its place among all, which gives it a color. */
  readonly index: number;
}

/** By {@link sourceKey}. */
export type SourceLabels = ReadonlyMap<string, SourceLabel>;

/** Undefined where there is one container, which needs no name. */
export function sourceLabels(sources: readonly LineSource[]): SourceLabels | undefined {
  if (sources.length < 2) return undefined;
  const pods = new Set(sources.map(({ pod }) => pod));
  const isOneContainer = new Set(sources.map(({ container }) => container)).size === 1;
  const shared = pods.size > 1 ? sharedStart([...pods]) : 0;
  return new Map(
    sources.map((source, index) => {
      const { pod, container } = source;
      const short = pod.slice(shared);
      const text = pods.size === 1 ? container : isOneContainer ? short : `${short} ${container}`;
      return [sourceKey(source), { text, title: `${pod}/${container}`, index }];
    }),
  );
}

/**
 * The labels of all containers that a place has had: one that goes away leaves its lines, and the others keep their colors.
 * @param key another one begins anew
 */
export function useSourceLabels(key: string, sources: readonly LineSource[]): SourceLabels | undefined {
  const [seen, setSeen] = useState({ key, sources });
  const known = new Set(seen.key === key ? seen.sources.map(sourceKey) : []);
  const fresh = sources.filter((source) => !known.has(sourceKey(source)));
  const isSame = seen.key === key && fresh.length === 0;
  const next = isSame ? seen : { key, sources: known.size > 0 ? [...seen.sources, ...fresh] : sources };
  if (!isSame) setSeen(next);
  return useMemo(() => sourceLabels(next.sources), [next.sources]);
}

/** Length of the beginning that all names share, up to and with a hyphen. */
function sharedStart(names: readonly string[]): number {
  const [first = ''] = names;
  let length = 0;
  for (let at = first.indexOf('-') + 1; at > 0; at = first.indexOf('-', at) + 1) {
    const start = first.slice(0, at);
    if (!names.every((name) => name.startsWith(start) && name.length > at)) break;
    length = at;
  }
  return length;
}
