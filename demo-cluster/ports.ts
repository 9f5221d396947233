/**
 * The two halves of the demo cluster: an API server (TLS, users, RBAC, objects, watch) and a kubelet (containers
 * as real processes, exec, attach, logs). Each knows the other by these interfaces only.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** A Kubernetes object as JSON. Only what the demo cluster reads is named. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [field: string]: unknown;
}

export interface ContainerSpec {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  stdin?: boolean;
  tty?: boolean;
  restartPolicy?: string;
  /** Ephemeral containers only. */
  targetContainerName?: string;
  [field: string]: unknown;
}

export interface PodObject extends KubernetesObject {
  kind: 'Pod';
  spec: {
    containers: ContainerSpec[];
    initContainers?: ContainerSpec[];
    ephemeralContainers?: ContainerSpec[];
    nodeName?: string;
    [field: string]: unknown;
  };
  status: Record<string, unknown>;
}

/**
 * The kubelet, as the API server uses it. Before, callers are authenticated and authorised, the pod is known to have
 * a node, and the query to name one of its containers and to have no bad numbers.
 */
export interface Kubelet {
  /** Starts what the pod's spec names and does not run yet: a new pod, or a new ephemeral container. */
  syncPod(pod: PodObject): void;
  /** Ends every process of the pod: TERM, then KILL after the grace period. Resolves when all are gone. */
  killPod(pod: PodObject, graceSeconds: number): Promise<void>;
  /** Answers an exec or attach request, upgraded or not, as a real kubelet behind an API server does. */
  serveStream(kind: 'exec' | 'attach', pod: PodObject, request: StreamRequest): void;
  /** Answers `GET .../log`. */
  serveLog(pod: PodObject, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void;
  /** Ends every process. Idempotent. */
  dispose(): Promise<void>;
}

/** An HTTP request that wants to become a stream: with `upgrade` a socket, without one a plain response. */
export interface StreamRequest {
  readonly message: IncomingMessage;
  readonly query: URLSearchParams;
  readonly answer:
    | { readonly kind: 'upgrade'; readonly socket: Duplex; readonly head: Buffer }
    | { readonly kind: 'plain'; readonly response: ServerResponse };
}

/** How the kubelet tells the API server what became of a pod. */
export interface PodStatusSink {
  /** Replaces the pod's status; a pod that is gone is ignored. Every call is a new resourceVersion. */
  setStatus(uid: string, status: Record<string, unknown>): void;
  /** Records an event about the pod. */
  recordEvent(uid: string, event: { type: 'Normal' | 'Warning'; reason: string; message: string }): void;
}

/** What `createKubelet` takes, besides what only its own tests set. */
export interface KubeletOptions {
  readonly sink: PodStatusSink;
  /**
   * Bytes of output that wait on the way from a process to a reader that stopped, before the process blocks. A
   * real cluster holds 6 to 31 MB. Undefined: the kubelet's own default.
   */
  readonly pipelineBytes?: number | undefined;
}
