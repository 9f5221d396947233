/** Answers `watch`: a stream of events, one JSON object a line, until the timeout or until the client leaves. */

import type { ServerResponse } from 'node:http';
import { expiredVersion } from '../objects/status-error.ts';
import type { KubernetesObject } from '../ports.ts';
import type { Collection } from '../store/collection.ts';
import { visibleChange } from '../store/filtered-change.ts';
import { partialMetadata, toTable } from '../tables/table.ts';
import type { ObjectForm } from './accept.ts';
import type { Exchange } from './exchange.ts';
import { type ListOptions, listOptions } from './list-options.ts';
import { collectionOf, wantedForm } from './read.ts';
import { jsonHeaders } from './reply.ts';
import type { ResourceRequest } from './request-info.ts';
import type { StoredResource } from './resources.ts';

const DEFAULT_TIMEOUT_SECONDS = 30 * 60;
/** A client with more unread data than this is cut off. A real server has such a limit too. */
const MAX_UNSENT_BYTES = 256 * 1024 * 1024;

export function serveWatch(exchange: Exchange, resource: StoredResource, request: ResourceRequest): void {
  const options = listOptions(resource, request, exchange.query, exchange.cluster.features);
  const form = wantedForm(exchange);
  const { cluster, response } = exchange;
  const collection = collectionOf(cluster.store, resource);
  response.writeHead(200, jsonHeaders());
  response.flushHeaders();
  const stream = new EventStream(exchange, resource, form, options);
  if (!sendStart(stream, collection, cluster.store.revision.current, options)) {
    response.end();
    return;
  }
  const unsubscribe = collection.subscribe((change) => {
    const seen = visibleChange(change, options.matches);
    if (seen !== undefined) stream.send(seen.type, seen.object);
  });
  keepOpen(exchange, stream, options, unsubscribe);
}

/** Sends the events that come before live changes; false if the watch cannot start. */
function sendStart(
  stream: EventStream,
  collection: Collection,
  current: number,
  options: ListOptions,
): boolean {
  const from = options.resourceVersion ?? 0;
  if (from === 0 || options.sendInitialEvents) {
    for (const object of collection.list()) {
      if (options.matches(object)) stream.send('ADDED', object);
    }
    if (options.sendInitialEvents) stream.bookmark(current, true);
    return true;
  }
  const changes = collection.changesAfter(from);
  if ('kind' in changes) {
    stream.error(expiredVersion(from, changes.oldest).status);
    return false;
  }
  for (const change of changes) {
    const seen = visibleChange(change, options.matches);
    if (seen !== undefined) stream.send(seen.type, seen.object);
  }
  return true;
}

function keepOpen(
  { cluster, response }: Exchange,
  stream: EventStream,
  options: ListOptions,
  unsubscribe: () => void,
): void {
  const bookmark = () => stream.bookmark(cluster.store.revision.current, false);
  const timeoutMs = (options.timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1000;
  const timers = [setTimeout(() => end(), timeoutMs)];
  const bookmarks = options.allowBookmarks ? setInterval(bookmark, cluster.bookmarkMs) : undefined;
  if (options.allowBookmarks && timeoutMs > 2000) timers.push(setTimeout(bookmark, timeoutMs - 2000));
  const leave = cluster.watches.add({
    end: () => end(),
    drop: () => response.socket?.destroy(),
  });
  const stop = () => {
    unsubscribe();
    leave();
    clearInterval(bookmarks);
    for (const timer of timers) clearTimeout(timer);
  };
  const end = () => {
    stop();
    response.end();
  };
  response.on('close', stop);
}

/** Writes watch events in the representation that the client asked for. */
class EventStream {
  readonly #exchange: Exchange;
  readonly #response: ServerResponse;
  readonly #resource: StoredResource;
  readonly #form: ObjectForm;
  readonly #options: ListOptions;
  #columnsSent = false;

  constructor(exchange: Exchange, resource: StoredResource, form: ObjectForm, options: ListOptions) {
    this.#exchange = exchange;
    this.#response = exchange.response;
    this.#resource = resource;
    this.#form = form;
    this.#options = options;
  }

  send(type: string, object: KubernetesObject): void {
    this.#write(type, this.#text(object));
  }

  /** Sends a bookmark: only the revision that the watch has reached. */
  bookmark(revision: number, initialEventsEnd: boolean): void {
    const metadata = {
      resourceVersion: String(revision),
      ...(initialEventsEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}),
    };
    const { kind, emptyBody, table: printer } = this.#resource;
    const body =
      this.#form === 'table'
        ? toTable({ ...this.#tableInput(), printer, objects: [], metadata })
        : this.#form === 'partial'
          ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
          : { kind, apiVersion: 'v1', metadata, ...emptyBody };
    this.#write('BOOKMARK', JSON.stringify(body));
  }

  error(status: object): void {
    this.#write('ERROR', JSON.stringify(status));
  }

  #text(object: KubernetesObject): string {
    switch (this.#form) {
      case 'table': {
        const metadata = { resourceVersion: object.metadata.resourceVersion };
        const { table: printer } = this.#resource;
        return JSON.stringify(toTable({ ...this.#tableInput(), printer, objects: [object], metadata }));
      }
      case 'partial':
        return JSON.stringify(partialMetadata(object));
      default:
        return this.#exchange.cluster.json.whole(object);
    }
  }

  #tableInput() {
    const withColumns = !this.#columnsSent;
    this.#columnsSent = true;
    return { include: this.#options.include, now: this.#exchange.cluster.now(), withColumns };
  }

  #write(type: string, objectJson: string): void {
    if (this.#response.destroyed || this.#response.writableEnded) return;
    this.#response.write(`{"type":"${type}","object":${objectJson}}\n`);
    if (this.#response.writableLength > MAX_UNSENT_BYTES) this.#response.socket?.destroy();
  }
}
