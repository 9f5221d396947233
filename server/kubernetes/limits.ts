/** Bounds and times of this room, with what breaks when they are wrong. Milliseconds and bytes. */
export interface ClusterLimits {
  /** One request to the API server, body included. Lists of thousands of pods take seconds. */
  readonly requestMs: number;
  /** Requests of one identity that are under way at once, each with a connection. kubectl has one or two. */
  readonly requestsAtOnce: number;
  /** Requests of one identity that may wait for their turn. A page of 100 namespaces asks for about 300 things. */
  readonly requestsWaiting: number;
  /** Watches of one identity, each with a connection: one for each namespace or pod that somebody looks at. */
  readonly streamsAtOnce: number;
  /** The largest JSON body that is read into memory. */
  readonly responseBytes: number;
  /** Items asked for in one page of a list; 500 is what kubectl asks for. */
  readonly pageSize: number;
  /** A watch asks the server to end it after this long, so that none lives for ever on a lost peer. */
  readonly watchMs: number;
  /** A watch without a byte for this long is opened anew; bookmarks come about every 60 s. */
  readonly watchIdleMs: number;
  /** Between two lists for callers who may list but not watch. */
  readonly pollMs: number;
  /** Changes that wait for one slow reader before they collapse into a new snapshot. */
  readonly feedBacklog: number;
  /** How long a feed waits for the page that was just rendered from it, also over a slow line. */
  readonly feedHoldMs: number;
  /** How long an answer about access is believed. */
  readonly accessMs: number;
  /** From the request to the upgraded exec socket: the kubelet has to start a process meanwhile. */
  readonly handshakeMs: number;
  /** From the upgraded socket to the marker of the start script. */
  readonly startMs: number;
  /** A command without marker counts as started when it has not failed for this long. */
  readonly directStartMs: number;
  /** Between two pings on an exec stream: load balancers cut silent connections, most after 60 s. */
  readonly pingMs: number;
  /** A pong later than this is none. */
  readonly pongMs: number;
  /** Unread input that a healthy kubelet can hold back a pong for: a terminal's buffer is 4,096 bytes. */
  readonly pongStdinBytes: number;
  /** Input on its way to the cluster above which `write` returns false, and below which it drains. */
  readonly stdinHighBytes: number;
  readonly stdinLowBytes: number;
  /** From hang-up to kill. */
  readonly killMs: number;
  /** How long ending a process is tried while somebody waits (a stop of the server does), and while nobody does. */
  readonly reapMs: number;
  readonly reapInBackgroundMs: number;
  /** How long the pod is asked why its process was killed. */
  readonly causeMs: number;
}

export const DEFAULT_LIMITS: ClusterLimits = {
  requestMs: 15_000,
  requestsAtOnce: 12,
  requestsWaiting: 1_000,
  streamsAtOnce: 200,
  responseBytes: 64 * 1024 * 1024,
  pageSize: 500,
  watchMs: 290_000,
  watchIdleMs: 150_000,
  pollMs: 5_000,
  feedBacklog: 512,
  feedHoldMs: 10_000,
  accessMs: 10_000,
  handshakeMs: 15_000,
  startMs: 10_000,
  directStartMs: 1_000,
  pingMs: 10_000,
  pongMs: 5_000,
  pongStdinBytes: 4_096,
  stdinHighBytes: 256 * 1024,
  stdinLowBytes: 64 * 1024,
  killMs: 1_000,
  reapMs: 4_000,
  reapInBackgroundMs: 60_000,
  causeMs: 2_000,
};
