/** Kubernetes objects from the API server, with the fields that are used here. Times are RFC 3339. */

export interface ListMeta {
  resourceVersion?: string;
  continue?: string;
  /** Number of items after this page. The server may leave it out. */
  remainingItemCount?: number;
}

export interface ObjectList<T> {
  metadata?: ListMeta;
  items?: T[];
}

export interface ObjectMeta {
  name?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { kind: string; name: string; controller?: boolean }[];
}

export interface ContainerSpec {
  name: string;
  image?: string;
  command?: string[];
  args?: string[];
  stdin?: boolean;
  /** The input ends with the first that attached to it. */
  stdinOnce?: boolean;
  tty?: boolean;
  /** Of an ephemeral container: whose processes it shares. */
  targetContainerName?: string;
  terminationMessagePolicy?: string;
  securityContext?: SecurityContext;
  restartPolicy?: string;
  ports?: { name?: string; containerPort: number; protocol?: string }[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  env?: EnvSpec[];
  envFrom?: { prefix?: string; configMapRef?: { name?: string }; secretRef?: { name?: string } }[];
  volumeMounts?: {
    name: string;
    mountPath: string;
    subPath?: string;
    subPathExpr?: string;
    readOnly?: boolean;
  }[];
  startupProbe?: ProbeSpec;
  readinessProbe?: ProbeSpec;
  livenessProbe?: ProbeSpec;
}

export interface SecurityContext {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  runAsNonRoot?: boolean;
  seccompProfile?: { type: string };
  capabilities?: { add?: string[]; drop?: string[] };
}

export interface EnvSpec {
  name: string;
  valueFrom?: {
    configMapKeyRef?: { name?: string };
    secretKeyRef?: { name?: string };
    fieldRef?: { fieldPath?: string };
    resourceFieldRef?: { resource?: string };
  };
}

export interface ProbeSpec {
  httpGet?: { path?: string; port?: number | string; scheme?: string };
  tcpSocket?: { port?: number | string };
  grpc?: { port?: number; service?: string };
  exec?: { command?: string[] };
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  failureThreshold?: number;
}

/** The name, and one more field named after the kind of source. */
export type VolumeSpec = { name: string } & Record<string, unknown>;

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    exitCode: number;
    signal?: number;
    reason?: string;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
  };
}

export interface ContainerStatus {
  name: string;
  state?: ContainerState;
  lastState?: ContainerState;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  containerID?: string;
}

export interface PodCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string | null;
}

export interface PodSpec {
  containers?: ContainerSpec[];
  initContainers?: ContainerSpec[];
  ephemeralContainers?: ContainerSpec[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  os?: { name?: string };
  restartPolicy?: string;
  shareProcessNamespace?: boolean;
  serviceAccountName?: string;
  volumes?: VolumeSpec[];
}

export interface PodStatus {
  phase?: string;
  reason?: string;
  message?: string;
  conditions?: PodCondition[];
  containerStatuses?: ContainerStatus[];
  initContainerStatuses?: ContainerStatus[];
  ephemeralContainerStatuses?: ContainerStatus[];
  podIP?: string;
}

export interface PodObject {
  metadata?: ObjectMeta;
  spec?: PodSpec;
  status?: PodStatus;
}

export interface NamespaceObject {
  metadata?: ObjectMeta;
  status?: { phase?: string };
}

export interface EventObject {
  metadata?: ObjectMeta;
  involvedObject?: { fieldPath?: string };
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  series?: { count?: number; lastObservedTime?: string };
  source?: { component?: string };
  reportingComponent?: string;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

/** Part of the addresses behind a Service. */
export interface EndpointSliceObject {
  metadata?: ObjectMeta;
  addressType?: string;
  endpoints?: { addresses?: string[] }[] | null;
}

/** The API server's error body; an exec stream ends with one too. */
export interface StatusObject {
  kind?: string;
  status?: string;
  message?: string;
  reason?: string;
  code?: number;
  details?: {
    name?: string;
    kind?: string;
    retryAfterSeconds?: number;
    causes?: { reason?: string; message?: string; field?: string }[];
  };
}
