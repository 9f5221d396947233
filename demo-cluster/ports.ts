/**
 * The two halves of the demo cluster: an API server (TLS, users, RBAC, objects, watch) and a kubelet (containers
 * as real processes, exec, attach, logs). They know each other only by these interfaces.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** A Kubernetes object as JSON. Only fields that the demo cluster reads are declared. */
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
 * The kubelet, as the API server calls it. The API server has already authenticated and authorized the caller, and
 * checked that the pod has a node, that the query names one of its containers, and that its numbers are valid.
 */
export interface Kubelet {
  /** Why containers are not isolated from this machine; undefined if they are, or if there are no processes. */
  readonly notIsolated?: string | undefined;
  /** Starts a new pod, or new ephemeral containers of a known pod. */
  syncPod(pod: PodObject): void;
  /** Ends every process of the pod: TERM, then KILL after the grace period. Resolves when all have exited. */
  killPod(pod: PodObject, graceSeconds: number): Promise<void>;
  /** Answers an exec or attach request, upgraded or not, as a real kubelet behind an API server does. */
  serveStream(kind: 'exec' | 'attach', pod: PodObject, request: StreamRequest): void;
  /** Answers `GET .../log`. */
  serveLog(pod: PodObject, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void;
  /** Ends every open stream as a restart of the container runtime does. Processes keep running. */
  restartRuntime(): void;
  /** Ends every process. Idempotent. */
  dispose(): Promise<void>;
}

/** A request for a stream. Its answer goes to a socket (`upgrade`) or to a plain response. */
export interface StreamRequest {
  readonly message: IncomingMessage;
  readonly query: URLSearchParams;
  readonly answer:
    | { readonly kind: 'upgrade'; readonly socket: Duplex; readonly head: Buffer }
    | { readonly kind: 'plain'; readonly response: ServerResponse };
}

/** Receives the kubelet's reports about pods. */
export interface PodStatusSink {
  /** Replaces the pod's status; ignored if the pod is deleted. Every call makes a new resourceVersion. */
  setStatus(uid: string, status: Record<string, unknown>): void;
  /** Records an event about the pod. */
  recordEvent(
    uid: string,
    event: { type: 'Normal' | 'Warning'; reason: string; message: string; fieldPath?: string },
  ): void;
}

/** Options of `createKubelet` without those that only its tests set. */
export interface KubeletOptions {
  readonly sink: PodStatusSink;
  /**
   * Bytes of output to buffer for a client that stopped reading before the process blocks. A real cluster buffers
   * 6 to 31 MB. Undefined: the kubelet's default.
   */
  readonly pipelineBytes?: number | undefined;
  /** Speak `v5.channel.k8s.io`, as from 1.29 on. Default true. */
  readonly v5Streams?: boolean | undefined;
  /** Say in the first line of every terminal if containers are not isolated. Default false. */
  readonly isolationNotice?: boolean | undefined;
}
