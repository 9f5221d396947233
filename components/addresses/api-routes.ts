/** URLs of the API routes that the pages call, as the browser asks for them. */

import { address, type Parameters } from './address.ts';
import { served } from './served.ts';
import type { PodPlace } from './shell-place.ts';

/** One pod, as JSON. */
export function podRoute({ context, namespace, pod }: PodPlace): string {
  return route(['api', 'pods', namespace, pod], { context });
}

/** The pod as YAML. */
export function podYamlRoute(
  { context, namespace, pod }: PodPlace,
  options: { readonly managedFields: boolean },
): string {
  const managedFields = options.managedFields ? 'true' : undefined;
  return route(['api', 'pods', namespace, pod, 'yaml'], { managedFields, context });
}

/** The log of a container. @param parameters what is read of it; see `#protocol/pod-log.ts` */
export function podLogRoute({ context, namespace, pod }: PodPlace, parameters: Parameters): string {
  return route(['api', 'pods', namespace, pod, 'log'], { ...parameters, context });
}

/** The stream of one pod's changes. */
export function podEventsRoute({ context, namespace, pod }: PodPlace): string {
  return route(['api', 'pods', 'events'], { namespace, pod, context });
}

/** Pods of one context. */
export interface PodsPlace {
  /** Undefined: the server's current context. */
  readonly context: string | undefined;
  /** Empty: every namespace that the caller may list. */
  readonly namespaces: readonly string[];
}

/** The stream of all changes to the listed pods. */
export function podListEventsRoute({ context, namespaces }: PodsPlace): string {
  return route(['api', 'pods', 'events'], { namespace: joined(namespaces), context });
}

/** Name and status of every pod that the caller may list. */
export function podNamesRoute(context: string | undefined): string {
  return route(['api', 'pods', 'names'], { context });
}

/** Whether the caller may open shells in the namespaces. */
export function accessRoute({ context, namespaces }: PodsPlace): string {
  return route(['api', 'access'], { namespace: joined(namespaces), context });
}

/** The namespaces that the caller may choose from. */
export function namespacesRoute(context: string | undefined): string {
  return route(['api', 'namespaces'], { context });
}

/** The contexts of the kubeconfig. */
export function contextsRoute(): string {
  return route(['api', 'contexts']);
}

/** POST opens a new shell in the pod. The context is part of the body. */
export function newShellRoute({ namespace, pod }: Pick<PodPlace, 'namespace' | 'pod'>): string {
  return route(['api', 'pods', namespace, pod, 'shell']);
}

/** What a debug container in the pod can be made of; POST starts one, with the context in the body; DELETE deletes a copy. */
export function debugRoute({ context, namespace, pod }: PodPlace): string {
  return route(['api', 'pods', namespace, pod, 'debug'], { context });
}

/** The debug copies of a namespace, or of all. */
export function debugCopiesRoute(context: string | undefined, namespace: string | undefined): string {
  return route(['api', 'debug-copies'], { namespace, context });
}

/** Whether the server takes new shells. Cheap, and open to everybody. */
export function readyRoute(): string {
  return route(['readyz']);
}

/** The user's running shells. */
export function sessionsRoute(): string {
  return route(['api', 'sessions']);
}

/** One session; DELETE ends it. */
export function sessionRoute(sessionId: string): string {
  return route(['api', 'sessions', sessionId]);
}

/** The links to one session: POST makes one, GET lists them and who watches, DELETE ends all. */
export function sessionViewsRoute(sessionId: string): string {
  return route(['api', 'sessions', sessionId, 'viewers']);
}

/** One link to a session, or one watcher; DELETE ends it. */
export function sessionViewRoute(sessionId: string, id: string): string {
  return route(['api', 'sessions', sessionId, 'viewers', id]);
}

/** What a link leads to. */
export function viewRoute(viewId: string): string {
  return route(['api', 'views', viewId]);
}

/** The stream that carries several pod lists at once; with a name, one that is open. */
export function podStreamsRoute(stream?: string): string {
  return route(['api', 'pods', 'streams'], { stream });
}

/** Says that the page of a session is being closed. */
export function leaveRoute(sessionId: string): string {
  return route(['api', 'sessions', sessionId, 'leave']);
}

function route(segments: readonly string[], parameters?: Parameters): string {
  return served(address(segments, parameters));
}

function joined(namespaces: readonly string[]): string | undefined {
  return namespaces.length === 0 ? undefined : namespaces.join(',');
}
