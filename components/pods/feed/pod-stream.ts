/** The known pods and their freshness, as a pure function of the events. */

import { isPassing } from '#components/failures/passing-codes.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import type { Pod, PodList, PodStreamEvent, RefusedNamespace } from '#protocol/api.ts';
import { isPermissionRefused } from '#protocol/permission-refused.ts';

/** The state of the connection to the server, and from there to the cluster. */
export type StreamLink =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** The server cannot be reached; the browser retries automatically. `since` is milliseconds since the epoch. */
  | { readonly kind: 'reconnecting'; readonly since: number }
  /** The server cannot reach the cluster; it retries automatically. */
  | { readonly kind: 'stale'; readonly code: string; readonly detail: string; readonly since: number }
  /** The request was refused. That may pass, so the feed asks again, less and less often. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** True when nobody is signed in any more: nothing comes until the user signs in. */
export function isSignedOut(link: StreamLink): boolean {
  return link.kind === 'stale' && link.code === 'unauthenticated';
}

export interface PodStreamState {
  /** By uid, because a recreated pod has its old name. Null until the first answer. */
  readonly pods: ReadonlyMap<string, Pod> | null;
  /** The total; more than `pods.size` while only the first page is known. */
  readonly total: number;
  /** The requested namespaces whose pods the caller may not list. */
  readonly refused: readonly RefusedNamespace[];
  /** All namespaces were requested, but the caller may list only this one. */
  readonly only?: string | undefined;
  readonly link: StreamLink;
}

export type StreamInput =
  | { readonly kind: 'event'; readonly event: PodStreamEvent; readonly at: number }
  /** The connection to the server dropped. */
  | { readonly kind: 'dropped'; readonly at: number }
  /** The stream is paused, as in a hidden tab. */
  | { readonly kind: 'paused' }
  /** The server answered that the cluster cannot be reached. */
  | { readonly kind: 'unreachable'; readonly code: string; readonly detail: string; readonly at: number }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

const NONE_REFUSED: readonly RefusedNamespace[] = [];

export const EMPTY_STREAM: PodStreamState = {
  pods: null,
  total: 0,
  refused: NONE_REFUSED,
  link: { kind: 'connecting' },
};

/** A state that shows these pods, before the stream is connected. `total` may be larger than the page. */
export function streamFromPage(
  pods: readonly Pod[],
  total: number,
  refused: readonly RefusedNamespace[] = NONE_REFUSED,
  only?: string,
): PodStreamState {
  return { pods: byUid(pods), total, refused, only, link: { kind: 'connecting' } };
}

/** Maps a problem of the server: no answer for now, or a refusal. @param at milliseconds since the epoch */
export function inputFromProblem({ code, detail }: Failure, at: number): StreamInput {
  return isPassing(code) ? { kind: 'unreachable', code, detail, at } : { kind: 'refused', code, detail };
}

/** A state without pods, because the server could not list them when it rendered. */
export function streamFromProblem(code: string, detail: string, at: number): PodStreamState {
  return reduceStream(EMPTY_STREAM, [inputFromProblem({ code, detail }, at)]);
}

/** Applies inputs in order. Returns the same state if they change nothing. */
export function reduceStream(state: PodStreamState, inputs: readonly StreamInput[]): PodStreamState {
  const draft = new Draft(state);
  for (const input of inputs) draft.apply(input);
  return draft.finish();
}

/** One copy of the map for a whole batch: a busy cluster sends hundreds of changes a second. */
class Draft {
  readonly #before: PodStreamState;
  #pods: Map<string, Pod> | null = null;
  #total: number;
  #refused: readonly RefusedNamespace[];
  #only: string | undefined;
  #link: StreamLink;
  #dropPods = false;

  constructor(before: PodStreamState) {
    this.#before = before;
    this.#total = before.total;
    this.#refused = before.refused;
    this.#only = before.only;
    this.#link = before.link;
  }

  apply(input: StreamInput): void {
    switch (input.kind) {
      case 'event':
        this.#event(input.event, input.at);
        return;
      case 'dropped':
        // The server ends the streams of a sign-in that has ended.
        if (this.#link.kind !== 'reconnecting' && !isSignedOut(this.#link))
          this.#link = { kind: 'reconnecting', since: input.at };
        return;
      case 'paused':
        if (this.#link.kind === 'live') this.#link = { kind: 'connecting' };
        return;
      case 'unreachable':
        this.#stale(input.code, input.detail, input.at);
        return;
      case 'refused':
        this.#refuse(input);
    }
  }

  finish(): PodStreamState {
    const pods = this.#pods ?? (this.#dropPods ? null : this.#before.pods);
    const { pods: before, total, link, refused, only } = this.#before;
    const same =
      this.#total === total && this.#link === link && this.#refused === refused && this.#only === only;
    if (pods === before && same) return this.#before;
    return { pods, total: this.#total, refused: this.#refused, only: this.#only, link: this.#link };
  }

  #event(event: PodStreamEvent, at: number): void {
    switch (event.type) {
      case 'snapshot':
        this.#snapshot(event.data);
        return;
      case 'added':
      case 'modified': {
        const pods = this.#writable();
        if (!pods.has(event.data.uid)) this.#total += 1;
        pods.set(event.data.uid, event.data);
        return;
      }
      case 'deleted':
        if (this.#writable().delete(event.data.uid)) this.#total -= 1;
        return;
      case 'stale':
        if (isPermissionRefused(event.data.code)) this.#refuse(event.data);
        else this.#stale(event.data.code, event.data.detail, at);
    }
  }

  /** The caller may no longer see these pods, so remove them. */
  #refuse({ code, detail }: Failure): void {
    this.#pods = null;
    this.#dropPods = true;
    this.#total = 0;
    this.#refused = NONE_REFUSED;
    this.#only = undefined;
    const { kind } = this.#link;
    const isKnown = kind === 'refused' && this.#link.code === code && this.#link.detail === detail;
    if (!isKnown) this.#link = { kind: 'refused', code, detail };
  }

  #snapshot(list: PodList): void {
    this.#pods = byUid(list.items);
    this.#total = this.#pods.size;
    this.#refused = list.refused ?? NONE_REFUSED;
    this.#only = list.only;
    if (this.#link.kind !== 'live') this.#link = { kind: 'live' };
  }

  #stale(code: string, detail: string, at: number): void {
    const since = this.#link.kind === 'stale' || this.#link.kind === 'reconnecting' ? this.#link.since : at;
    this.#link = { kind: 'stale', code, detail, since };
  }

  #writable(): Map<string, Pod> {
    this.#pods ??= new Map(this.#dropPods ? [] : this.#before.pods);
    return this.#pods;
  }
}

function byUid(pods: readonly Pod[]): Map<string, Pod> {
  return new Map(pods.map((pod) => [pod.uid, pod]));
}
