/** The event routes of a server in memory: their connections can drop, and their answers be refused. */

import type { Pod, PodStreamEvent } from '#protocol/api.ts';
import { type PodSubjects, subjectEventName } from '#protocol/pod-streams.ts';
import type { EventSourceLike } from '../streams/event-source.ts';

type Say = (event: PodStreamEvent) => void;

/** What an EventSource does, by hand. */
class FakeConnection implements EventSourceLike {
  readyState = 0;
  readonly #target = new EventTarget();
  readonly #onClose: () => void;

  constructor(onClose: () => void) {
    this.#onClose = onClose;
  }

  addEventListener(type: string, listener: (event: Event) => void, options?: { signal?: AbortSignal }): void {
    this.#target.addEventListener(type, listener, options);
  }

  close(): void {
    this.readyState = 2;
    this.#onClose();
  }

  say(type: string, data: unknown): void {
    if (this.readyState === 2) return;
    this.readyState = 1;
    this.#target.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  fail(readyState: 0 | 2): void {
    if (this.readyState === 2) return;
    this.readyState = readyState;
    this.#target.dispatchEvent(new Event('error'));
  }
}

interface Connection {
  readonly source: FakeConnection;
  /** Routes that it carries, by subject; '' is the only one of an own connection. */
  readonly carries: Map<string, string>;
  readonly isCombined: boolean;
  stream: string;
}

export class FakePodServer {
  readonly #pods = new Map<string, Map<string, Pod>>();
  readonly #connections = new Set<Connection>();
  readonly #refused = new Set<string>();
  #streams = 0;
  /** Requests of `carry`, as they came. */
  readonly carried: PodSubjects[] = [];

  /** How many connections are open. */
  get connections(): number {
    return this.#connections.size;
  }

  podsOf(route: string): ReadonlyMap<string, Pod> {
    return this.#podsOf(route);
  }

  /** The names of the subjects that the server sends now. */
  get subjects(): number {
    return [...this.#connections].reduce((sum, { carries }) => sum + carries.size, 0);
  }

  readonly openEvents = (route: string): EventSourceLike => {
    const connection = this.#connect(false);
    connection.carries.set('', route);
    return connection.source;
  };

  readonly openCombined = (): EventSourceLike => this.#connect(true).source;

  carry = (stream: string, { subjects }: PodSubjects): Promise<boolean> => {
    this.carried.push({ subjects });
    const connection = [...this.#connections].find((one) => one.isCombined && one.stream === stream);
    if (connection === undefined) return Promise.resolve(false);
    for (const name of connection.carries.keys()) if (!(name in subjects)) connection.carries.delete(name);
    for (const [name, query] of Object.entries(subjects)) {
      if (connection.carries.has(name)) continue;
      connection.carries.set(name, `/events?${query}`);
      this.#begin(connection, name);
    }
    return Promise.resolve(true);
  };

  /** Answers every connection that has no answer yet. */
  answer(): void {
    for (const connection of [...this.#connections]) {
      if (connection.source.readyState !== 0) continue;
      if (connection.isCombined) {
        this.#streams += 1;
        connection.stream = `stream-${this.#streams}`;
        connection.carries.clear();
        connection.source.say('opened', { stream: connection.stream });
      } else this.#begin(connection, '');
    }
  }

  /** Sets a pod of the route, or deletes it. */
  change(route: string, pod: Pod, isDeleted: boolean): void {
    const pods = this.#podsOf(route);
    const type = isDeleted ? 'deleted' : pods.has(pod.uid) ? 'modified' : 'added';
    if (isDeleted && !pods.delete(pod.uid)) return;
    if (!isDeleted) pods.set(pod.uid, pod);
    this.#publish(route, (say) => say({ type, data: pod }));
  }

  /** Cuts the connections; EventSource connects again by itself. */
  drop(): void {
    for (const { source } of [...this.#connections]) source.fail(0);
  }

  /** The caller may see these pods, or not, from the next request on. */
  permit(route: string, isPermitted: boolean): void {
    if (isPermitted) this.#refused.delete(route);
    else this.#refused.add(route);
  }

  #connect(isCombined: boolean): Connection {
    const source = new FakeConnection(() => this.#connections.delete(connection));
    const connection: Connection = { source, isCombined, carries: new Map(), stream: '' };
    this.#connections.add(connection);
    return connection;
  }

  #begin(connection: Connection, name: string): void {
    const route = connection.carries.get(name) ?? '';
    if (!this.#refused.has(route)) {
      this.#say(connection, name, { type: 'snapshot', data: this.#list(route) });
      return;
    }
    connection.carries.delete(name);
    if (connection.isCombined) connection.source.say(subjectEventName(name, 'refused'), { status: 403 });
    else connection.source.fail(2);
  }

  #publish(route: string, tell: (say: Say) => void): void {
    for (const connection of [...this.#connections]) {
      if (connection.source.readyState !== 1) continue;
      for (const [name, carried] of connection.carries) {
        if (carried === route) tell((event) => this.#say(connection, name, event));
      }
    }
  }

  #say({ isCombined, source }: Connection, name: string, { type, data }: PodStreamEvent): void {
    source.say(isCombined ? subjectEventName(name, type) : type, data);
  }

  #list(route: string) {
    return { items: [...this.#podsOf(route).values()], resourceVersion: '1' };
  }

  #podsOf(route: string): Map<string, Pod> {
    const pods = this.#pods.get(route) ?? new Map<string, Pod>();
    this.#pods.set(route, pods);
    return pods;
  }
}
