import { podListEventsRoute } from '#components/addresses/api-routes.ts';
import { readPodsQuery } from '#components/addresses/pages.ts';
import { beginStream } from './page-worker.ts';

/**
 * Opens the stream of the pod list at this address, before React has made its page live, which takes longer than the list.
 * A hidden page opens none; see `whileInSight`.
 */
export function beginList({ search }: Pick<Location, 'search'>): void {
  if (document.visibilityState !== 'visible') return;
  beginStream(podListEventsRoute(readPodsQuery(new URLSearchParams(search))));
}
