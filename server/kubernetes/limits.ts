/** Limits and timeouts for cluster access, with what breaks when they are wrong. Milliseconds and bytes. */
export interface ClusterLimits {
  /** One request to the API server, body included. Lists of thousands of pods take seconds. */
  readonly requestMs: number;
  /** How long an exec plugin may run. Those of cloud providers take up to 10 s. */
  readonly pluginMs: number;
  /** How long a request, or the start of a shell, waits in all for a cluster that asks to try again later (429). */
  readonly busyMs: number;
  /** Concurrent requests of one identity, each with a connection. kubectl uses one or two. */
  readonly requestsAtOnce: number;
  /** Requests of one identity that may wait for their turn. A page with 100 namespaces sends about 300. */
  readonly requestsWaiting: number;
  /** Watches of one identity, each with a connection: one for each namespace or pod that a page shows. */
  readonly streamsAtOnce: number;
  /** The largest body that is read into memory. */
  readonly responseBytes: number;
  /** Items in one page of a list; kubectl uses 500 too. */
  readonly pageSize: number;
  /** A watch asks the server to end it after this time, so that it does not hang forever on a dead peer. */
  readonly watchMs: number;
  /** A watch that receives nothing for this time is reopened; bookmarks arrive about every 60 s. */
  readonly watchIdleMs: number;
  /**
   * A watch that receives nothing for this time asks whether the server still answers. A page must not say "Live" 10 s after
   * the last sign of the server, and does not tell breaks of 3 s, so this and `answerMs` are 6 s together.
   */
  readonly watchAskMs: number;
  /** A followed log that says nothing for this time asks the same. Containers are quiet for hours, so not too often. */
  readonly logAskMs: number;
  /** How long a server may take to answer that. It needs no storage for it, so a busy one is quick too. */
  readonly answerMs: number;
  /** Shortest time between two lists for callers who may list but not watch; it grows to 30 s. */
  readonly pollMs: number;
  /** Changes buffered for one slow reader; beyond that it gets a new snapshot instead. */
  readonly feedBacklog: number;
  /** How long a feed without readers stays open for the page that was just rendered from it. */
  readonly feedHoldMs: number;
  /** How often an open feed asks whether its user may still list; a watch goes on without permission. 0 is never. */
  readonly recheckMs: number;
  /** How long the result of an access review is cached. */
  readonly accessMs: number;
  /** From the request to the upgraded exec socket; the kubelet starts the process in this time. */
  readonly handshakeMs: number;
  /** From the upgraded socket to the marker of the start script. */
  readonly startMs: number;
  /** A command without marker counts as started when it has not failed after this time. */
  readonly directStartMs: number;
  /** Time between two pings on an exec stream. Most load balancers close idle connections after 60 s. */
  readonly pingMs: number;
  /** Timeout for a pong. */
  readonly pongMs: number;
  /** Unread input that may delay a pong of a healthy kubelet: a terminal's input buffer has 4,096 bytes. */
  readonly pongStdinBytes: number;
  /** Unsent input: `write` returns false above the high mark, and the drain event follows below the low one. */
  readonly stdinHighBytes: number;
  readonly stdinLowBytes: number;
  /** From SIGHUP to SIGKILL. */
  readonly killMs: number;
  /** How long to try to end a process: while a caller waits (server shutdown), and in the background. */
  readonly reapMs: number;
  readonly reapInBackgroundMs: number;
  /** How many processes of one cluster are ended concurrently: a node takes a few execs at once. */
  readonly endingsAtOnce: number;
  /** How long to look for a process whose end the cluster reports with exit code 0. */
  readonly lookMs: number;
  /** Timeout for reading from the pod why its process was killed. */
  readonly causeMs: number;
}

export const DEFAULT_LIMITS: ClusterLimits = {
  requestMs: 15_000,
  busyMs: 10_000,
  pluginMs: 30_000,
  requestsAtOnce: 12,
  requestsWaiting: 1_000,
  streamsAtOnce: 200,
  responseBytes: 64 * 1024 * 1024,
  pageSize: 500,
  watchMs: 290_000,
  watchIdleMs: 150_000,
  watchAskMs: 2_500,
  logAskMs: 10_000,
  answerMs: 3_500,
  pollMs: 5_000,
  feedBacklog: 512,
  feedHoldMs: 10_000,
  recheckMs: 0,
  accessMs: 10_000,
  handshakeMs: 10_000,
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
  endingsAtOnce: 16,
  lookMs: 5_000,
  causeMs: 2_000,
};
