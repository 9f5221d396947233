import type { PodEvent } from '#protocol/api.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { listPages } from '../client/list-pages.ts';
import { eventsPath } from '../client/paths.ts';
import type { ClusterLimits } from '../limits.ts';
import type { EventObject, PodObject } from '../objects.ts';

/**
 * On the API object of a static pod: the hash of its manifest. The kubelet reports events of a static pod with this
 * hash as uid, the controllers with the uid of the API object.
 */
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

/**
 * All events of a pod, newest first. The API server sorts events by name, so the newest may be on the last page.
 * Throws as the client.
 */
export async function listPodEvents(
  { client }: { readonly client: Pick<ClusterIdentity['client'], 'getAnswer'> },
  { metadata = {} }: PodObject,
  limits: Pick<ClusterLimits, 'pageSize'>,
): Promise<PodEvent[]> {
  const { name = '', namespace = '', uid = '', annotations = {} } = metadata;
  const uids = new Set([uid, annotations[MIRROR_ANNOTATION] ?? uid]);
  const lists = await Promise.all(
    Array.from(uids, (involved) => {
      const fieldSelector = `involvedObject.name=${name},involvedObject.namespace=${namespace},involvedObject.uid=${involved}`;
      const options = { query: { fieldSelector }, keep: eventOf };
      return listPages<EventObject | null, PodEvent>(client, eventsPath(namespace), limits, options);
    }),
  );
  return newestFirst(lists.flatMap(({ items }) => items));
}

/** Undefined for an event that a page cannot show: it must not hide the others. */
function eventOf(event: EventObject | null): PodEvent | undefined {
  if (event === null) return undefined;
  const { reason = '', message = '' } = event;
  return typeof reason === 'string' && typeof message === 'string' ? mapEvent(event) : undefined;
}

/** Maps an event object of the cluster to an event of Podshell's API. */
export function mapEvent(event: EventObject): PodEvent {
  const { name = '', namespace = '', uid = `${namespace}/${name}` } = event.metadata ?? {};
  return {
    uid,
    type: event.type ?? '',
    reason: visibleText(event.reason ?? ''),
    message: visibleText(event.message ?? '', '\n\t'),
    count: event.series?.count ?? event.count ?? 1,
    source: event.source?.component || event.reportingComponent || '',
    lastSeenAt:
      event.series?.lastObservedTime ||
      event.lastTimestamp ||
      event.eventTime ||
      event.firstTimestamp ||
      null,
  };
}

/** Of two in the same second the later one in the list comes first, since names end in the time. */
function newestFirst(events: readonly PodEvent[]): PodEvent[] {
  return [...events].reverse().sort((a, b) => timeOf(b) - timeOf(a));
}

/** Events without a time, or with none that can be read, come last. */
function timeOf({ lastSeenAt }: PodEvent): number {
  const time = Date.parse(lastSeenAt ?? '');
  return Number.isNaN(time) ? 0 : time;
}
