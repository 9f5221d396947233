/** Follows the addresses behind a Service by its EndpointSlices. */

import type { Clock, Logger } from '#server/ports.ts';
import type { ApiClient } from '../client/api-client.ts';
import { listPages } from '../client/list-pages.ts';
import { endpointSlicesPath } from '../client/paths.ts';
import { delay } from '../delay.ts';
import { isExpired, isForbidden } from '../errors/api-error.ts';
import type { ClusterLimits } from '../limits.ts';
import type { EndpointSliceObject } from '../objects.ts';
import { RestartBackoff } from './restart-backoff.ts';
import { watchObjects } from './watch-objects.ts';

export interface EndpointsFeedOptions {
  readonly client: ApiClient;
  readonly namespace: string;
  readonly service: string;
  /** Called with every address after the first list and after each change. */
  readonly onAddresses: (addresses: readonly string[]) => void;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Like `Math.random`. */
  readonly random: () => number;
}

/** Slices of these types have IP addresses. */
const ADDRESS_TYPES = new Set(['IPv4', 'IPv6']);

/**
 * Follows until `signal` aborts, through every failure. Endpoints count in whatever state they are: what is not ready, or
 * terminates, may still have something that others need.
 */
export async function followEndpoints(options: EndpointsFeedOptions, signal: AbortSignal): Promise<void> {
  const { clock, random, limits } = options;
  const backoff = new RestartBackoff(clock, random, limits.pollMs);
  const feed = new EndpointsFeed(options);
  while (!signal.aborted) {
    let wait: number | undefined;
    try {
      await feed.listAndWatch(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!isExpired(error)) {
        feed.onFailure(error);
        wait = backoff.afterFailure(error);
      }
    }
    // The server has ended the watch, as it does after a time, or its version has expired.
    await delay(clock, wait ?? backoff.afterRestart(), signal);
  }
}

class EndpointsFeed {
  readonly #options: EndpointsFeedOptions;
  /** Addresses by the name of their slice. */
  readonly #slices = new Map<string, readonly string[]>();
  #told: string | undefined;
  #isFailing = false;

  constructor(options: EndpointsFeedOptions) {
    this.#options = options;
  }

  async listAndWatch(signal: AbortSignal): Promise<void> {
    const { client, namespace, service, limits, clock } = this.#options;
    const path = endpointSlicesPath(namespace);
    const query = { labelSelector: `kubernetes.io/service-name=${service}` };
    const listed = await listPages<EndpointSliceObject, EndpointSliceObject>(client, path, limits, {
      keep: (slice) => slice,
      query,
      signal,
    });
    this.#slices.clear();
    for (const slice of listed.items) this.#slices.set(nameOf(slice), addressesOf(slice));
    this.#isFailing = false;
    this.#tell();
    const watched = { path, query, resourceVersion: listed.resourceVersion };
    for await (const event of watchObjects<EndpointSliceObject>(client, watched, limits, clock, signal)) {
      if (event.type === 'BOOKMARK') continue;
      if (event.type === 'DELETED') this.#slices.delete(nameOf(event.object));
      else this.#slices.set(nameOf(event.object), addressesOf(event.object));
      this.#tell();
    }
  }

  /** The last addresses stay. Said once for each time that it lasts. */
  onFailure(error: unknown): void {
    const { logger, namespace, service } = this.#options;
    if (this.#isFailing) return;
    this.#isFailing = true;
    const reason = error instanceof Error ? error.message : String(error);
    const line = { namespace, service, reason };
    if (isForbidden(error)) {
      logger.error(line, 'The own service account may not list and watch the endpointslices of the peers');
    } else logger.warn(line, 'The endpointslices of the peers cannot be read');
  }

  #tell(): void {
    const addresses = [...new Set([...this.#slices.values()].flat())].sort();
    if (addresses.join() === this.#told) return;
    this.#told = addresses.join();
    this.#options.onAddresses(addresses);
  }
}

function nameOf({ metadata }: EndpointSliceObject): string {
  return metadata?.name ?? '';
}

/** Consumers use the first address of an endpoint only (`k8s.io/api/discovery/v1`, `Endpoint.Addresses`). */
function addressesOf({ addressType = '', endpoints }: EndpointSliceObject): readonly string[] {
  if (!ADDRESS_TYPES.has(addressType)) return [];
  return (endpoints ?? []).flatMap(({ addresses }) => addresses?.[0] ?? []);
}
