/** Merges the pod feeds of several namespaces into one stream. */

import type { Pod, PodStreamEvent, RefusedNamespace } from '#protocol/api.ts';
import { isPermissionRefused } from '#protocol/permission-refused.ts';

type Stale = Extract<PodStreamEvent, { type: 'stale' }>;

/** The pods of one namespace. */
export interface NamespaceFeed {
  readonly namespace: string;
  readonly feed: AsyncIterable<PodStreamEvent>;
}

/** One of the feeds, and what was read from it so far. */
interface Branch {
  readonly namespace: string;
  readonly iterator: AsyncIterator<PodStreamEvent>;
  pods: Map<string, Pod> | undefined;
  stale: Stale | undefined;
  refused: RefusedNamespace | undefined;
}

type Arrival =
  | { readonly kind: 'event'; readonly branch: Branch; readonly event: PodStreamEvent }
  | { readonly kind: 'end' }
  | { readonly kind: 'failure'; readonly error: unknown };

/**
 * Begins with one snapshot of all feeds, once each has sent its own, and sends a new one whenever a feed does. The
 * stream is stale while one feed is. A namespace that is or becomes forbidden is named in a snapshot of the others; if
 * all are, the stream is stale with the code `forbidden`.
 * Reads each feed only one event ahead: the feeds themselves bound what is buffered.
 * @throws the first error of a feed
 */
export async function* mergeFeeds(
  feeds: readonly NamespaceFeed[],
): AsyncGenerator<PodStreamEvent, void, undefined> {
  const branches = feeds.map(
    ({ namespace, feed }): Branch => ({
      namespace,
      iterator: feed[Symbol.asyncIterator](),
      pods: undefined,
      stale: undefined,
      refused: undefined,
    }),
  );
  const arrivals: Arrival[] = [];
  let wake: () => void = () => {};
  const arrive = (arrival: Arrival): void => {
    arrivals.push(arrival);
    wake();
  };
  const read = (branch: Branch): void => {
    branch.iterator.next().then(
      (next) => arrive(next.done === true ? { kind: 'end' } : { kind: 'event', branch, event: next.value }),
      (error: unknown) => arrive({ kind: 'failure', error }),
    );
  };
  for (const branch of branches) read(branch);
  try {
    for (let open = branches.length; open > 0; ) {
      const arrival = arrivals.shift();
      if (arrival === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (arrival.kind === 'failure') throw arrival.error;
      if (arrival.kind === 'end') {
        open -= 1;
        continue;
      }
      yield* take(arrival.branch, arrival.event, branches);
      read(arrival.branch);
    }
  } finally {
    await Promise.all(branches.map(({ iterator }) => iterator.return?.()));
  }
}

function refuse(branch: Branch, event: Stale, branches: readonly Branch[]): readonly PodStreamEvent[] {
  branch.refused = { namespace: branch.namespace, detail: event.data.detail };
  branch.pods = new Map();
  branch.stale = undefined;
  return branches.every(({ refused }) => refused !== undefined) ? [event] : whole(branches);
}

function take(branch: Branch, event: PodStreamEvent, branches: readonly Branch[]): readonly PodStreamEvent[] {
  switch (event.type) {
    case 'snapshot':
      branch.pods = new Map(event.data.items.map((pod) => [pod.uid, pod]));
      branch.stale = undefined;
      branch.refused = undefined;
      return whole(branches);
    case 'added':
    case 'modified':
      branch.pods?.set(event.data.uid, event.data);
      break;
    case 'deleted':
      branch.pods?.delete(event.data.uid);
      break;
    case 'stale':
      if (isPermissionRefused(event.data.code)) return refuse(branch, event, branches);
      branch.stale = event;
      return [event];
  }
  return branches.every(({ pods }) => pods !== undefined) ? [event] : [];
}

/** The snapshot of all feeds, then a stale event if one is stale; empty while a feed has no snapshot yet. */
function whole(branches: readonly Branch[]): readonly PodStreamEvent[] {
  const items: Pod[] = [];
  for (const { pods } of branches) {
    if (pods === undefined) return [];
    items.push(...pods.values());
  }
  const stale = branches.find((branch) => branch.stale !== undefined)?.stale;
  const refused = branches.flatMap((branch) => branch.refused ?? []);
  // Each namespace has its own resource version; none is valid for all.
  const data = { items, resourceVersion: '', ...(refused.length === 0 ? {} : { refused }) };
  const snapshot = { type: 'snapshot', data } as const;
  return stale === undefined ? [snapshot] : [snapshot, stale];
}
