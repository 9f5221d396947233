/** Debug containers: `GET` and `POST /api/pods/{namespace}/{pod}/debug`. */

import type { ExecAccess } from './api.ts';
import type { ProblemCode } from './problem.ts';

/** What a debug container may do, as `kubectl debug --profile` names it. */
export const DEBUG_PROFILES = ['general', 'baseline', 'restricted', 'netadmin', 'sysadmin'] as const;
export type DebugProfile = (typeof DEBUG_PROFILES)[number];

/** Why there is no debug container, besides the codes of HTTP problems. Codes are never renamed. */
const DEBUG_CODES = [
  /** The image is not among those that the server allows. */
  'debug-image-refused',
  /** The image cannot be pulled. */
  'debug-image-unavailable',
  /** The cluster has no ephemeral containers: it is too old, or they are switched off. */
  'debug-unsupported',
  /** A static pod takes none. */
  'debug-static-pod',
  /** Pod Security, or another admission policy. */
  'debug-policy-refused',
  /** The cluster does not accept the copy of the pod. */
  'debug-copy-refused',
  /** A resource quota is used up. */
  'debug-quota-exceeded',
  /** The pod does not run. */
  'debug-pod-not-running',
  /** The container was added, and ended or could not start. */
  'debug-start-failed',
  /** The container was added, and has not started in time. */
  'debug-start-timeout',
] as const;
export type DebugCode = (typeof DEBUG_CODES)[number];

/** What the cluster does: a waiting reason of the container, or an event. */
export interface DebugProgress {
  readonly kind: 'created' | 'waiting' | 'event';
  /** The debug container. */
  readonly container: string;
  /** The copy that has it; absent where it is in the pod itself. */
  readonly pod?: string;
  /** For instance `ContainerCreating`, `Pulling`; '' for `created`. */
  readonly reason: string;
  /** In the cluster's words; may be ''. */
  readonly message: string;
}

/** One event of the POST's `text/event-stream`: the name is `type`, the data is `data` as JSON. The last is `ready` or `failed`. */
export type DebugEvent =
  | { readonly type: 'progress'; readonly data: DebugProgress }
  | { readonly type: 'ready'; readonly data: { readonly container: string; readonly pod?: string } }
  | { readonly type: 'failed'; readonly data: DebugFailure };

export interface DebugFailure {
  readonly code: DebugCode | ProblemCode;
  /** What happened and what to do next, for a person. */
  readonly detail: string;
  /** The container that was added all the same, and stays in the pod; absent if none was. */
  readonly container?: string;
  /** The copy of the pod that was created all the same, and stays until it is deleted. */
  readonly pod?: string;
}

/** Answer of the GET: what a debug container can be made of. */
export interface DebugChoices {
  /** The first is the default. */
  readonly images: readonly string[];
  /** Running containers, the default one first. */
  readonly targets: readonly string[];
  /** Containers of which a copy can have a shell in place of the program, the default one first. */
  readonly replaceable: readonly string[];
  /** Debug containers that run and can be attached to. */
  readonly running: readonly {
    readonly container: string;
    readonly image: string;
    readonly target: string;
  }[];
  readonly access: ExecAccess;
  /** Whether the caller may create a copy of the pod. */
  readonly copy: ExecAccess;
}
