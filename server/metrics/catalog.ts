/**
 * Every metric of Podshell, in the conventions of Prometheus (names with the unit, base units, `_total` for counters).
 * docs/metrics.md is generated from it. No label holds a name of a user, pod, namespace or context: who may read metrics
 * need not know those, and each label has few values.
 */

interface Described {
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  /** Each label with its values. */
  readonly labels?: Readonly<Record<string, string>>;
}

export type MetricSpec =
  | (Described & { readonly type: 'counter' | 'gauge' })
  /** `buckets`: upper bounds, in the unit of the name. */
  | (Described & { readonly type: 'histogram'; readonly buckets: readonly number[] });

const CODE = 'a code of docs/api.md';

/** From a process on the same machine to a cluster that is far away or busy. Seconds. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const METRICS = {
  buildInfo: {
    name: 'podshell_build_info',
    type: 'gauge',
    help: 'Always 1; the version is in the labels.',
    labels: { version: 'of Podshell', node: 'version of Node' },
  },
  draining: {
    name: 'podshell_draining',
    type: 'gauge',
    help: '1 while the server shuts down and accepts no new shells, else 0.',
  },
  sessions: {
    name: 'podshell_sessions',
    type: 'gauge',
    help: 'Live sessions: shells, and requested ones that no terminal has connected to yet.',
    labels: {
      state:
        '`issued` (no terminal yet), `starting`, `attached` (a terminal is connected), `detached` (kept for a resume), `ending`',
    },
  },
  opens: {
    name: 'podshell_shell_opens_total',
    type: 'counter',
    help: 'Requests for a shell by how they went.',
    labels: { result: '`opened`: the shell runs; `refused`', code: `why it was refused: ${CODE}` },
  },
  startSeconds: {
    name: 'podshell_shell_start_seconds',
    type: 'histogram',
    help: 'Time from the first connection of a terminal to the running shell: reading the pod, exec, finding the shell.',
    buckets: REQUEST_SECONDS,
  },
  resumes: {
    name: 'podshell_shell_resumes_total',
    type: 'counter',
    help: 'Later connections to a session by how they went.',
    labels: {
      result: '`resumed`; `taken-over`: from a window that was still connected; `refused`',
      code: '`session-not-found`: unknown, expired, or of another user',
    },
  },
  ends: {
    name: 'podshell_shell_ends_total',
    type: 'counter',
    help: 'Sessions that ended, and why.',
    labels: {
      result:
        '`exited`: the process, by itself; `ended`: by Podshell, for its user or a limit; `failed`: permission, pod or connection was lost',
      code: 'the `cause` of docs/audit.md',
    },
  },
  bytes: {
    name: 'podshell_terminal_bytes_total',
    type: 'counter',
    help: 'Bytes that went through shells.',
    labels: { direction: '`in`: typed; `out`: printed by the processes' },
  },
  pausedSeconds: {
    name: 'podshell_terminal_paused_seconds_total',
    type: 'counter',
    help: 'Time that processes were kept waiting because their terminals could not follow, for all shells together.',
  },
  execPongSeconds: {
    name: 'podshell_exec_pong_seconds',
    type: 'histogram',
    help: 'Time from a ping on the WebSocket of an open shell to its pong: the way to the API server or the node, whichever ends the WebSocket, plus unread input before it. Each shell is pinged about every 15 s.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  },
  requests: {
    name: 'podshell_kubernetes_requests_total',
    type: 'counter',
    help: 'Requests to API servers, each attempt apart.',
    labels: {
      verb: '`get`, `list`, `watch`, `create` (access reviews), `patch` (debug containers), `exec`, `log`',
      code: 'HTTP status of the answer; `none`: there was no answer',
    },
  },
  requestSeconds: {
    name: 'podshell_kubernetes_request_duration_seconds',
    type: 'histogram',
    help: 'Time until the headers of the answer, or until it was clear that there is none.',
    labels: { verb: 'as above' },
    buckets: REQUEST_SECONDS,
  },
  watchRestarts: {
    name: 'podshell_watch_restarts_total',
    type: 'counter',
    help: 'Pod watches that had to be asked for again.',
    labels: {
      reason:
        '`ended`: after its time, as usual; `expired`: 410; `refused`: 401, 403 or 404; `failed`: the cluster could not be reached or broke off',
    },
  },
  recordings: {
    name: 'podshell_recordings',
    type: 'gauge',
    help: 'Recordings that the store does not have all of yet. Only with PODSHELL_RECORD_TO.',
    labels: { state: '`live`: the shell runs; `waiting`: the shell has ended' },
  },
  recordingsFailing: {
    name: 'podshell_recordings_failing',
    type: 'gauge',
    help: 'Recordings, in any state, that the store does not take. Only with PODSHELL_RECORD_TO.',
  },
  recordingSpoolBytes: {
    name: 'podshell_recording_spool_bytes',
    type: 'gauge',
    help: 'Disk space that recordings take until the store has them. Only with PODSHELL_RECORD_TO.',
  },
  recordingSentBytes: {
    name: 'podshell_recording_sent_bytes_total',
    type: 'counter',
    help: 'Bytes of recordings that the store has taken. Only with PODSHELL_RECORD_TO.',
  },
  connections: {
    name: 'podshell_sockjs_connections',
    type: 'gauge',
    help: 'Open connections of terminals.',
    labels: { transport: '`websocket`, `websocket-raw`, `xhr`, `xhr_streaming`, `eventsource`' },
  },
  connectionsOpened: {
    name: 'podshell_sockjs_connections_opened_total',
    type: 'counter',
    help: 'Connections of terminals that were opened.',
    labels: { transport: 'as above' },
  },
  signIns: {
    name: 'podshell_sign_ins_total',
    type: 'counter',
    help: 'Attempts to sign in.',
    labels: {
      mode: 'that of `PODSHELL_AUTH`',
      result: '`signed-in`, `refused`',
      code: `why it was refused: ${CODE}`,
    },
  },
  refusals: {
    name: 'podshell_refusals_total',
    type: 'counter',
    help: 'Requests, upgrades and messages that were refused: no sign-in, another site, limits, bad messages.',
    labels: { code: `${CODE}, \`bad-message\` or \`message-too-big\`` },
  },
  responses: {
    name: 'podshell_http_responses_total',
    type: 'counter',
    help: 'Answers to HTTP requests, without WebSockets.',
    labels: { code: 'HTTP status' },
  },
  peers: {
    name: 'podshell_peers',
    type: 'gauge',
    help: 'Other replicas, as this one sees them. Only with PODSHELL_PEERS.',
    labels: {
      state: '`serving`, `draining`: it answers; `unreachable`: an address that does not answer',
    },
  },
  peerCalls: {
    name: 'podshell_peer_calls_total',
    type: 'counter',
    help: 'Questions to other replicas. Only with PODSHELL_PEERS.',
    labels: {
      call: 'what was asked',
      result: '`answered`, `refused`; `failed`: no answer, or one that is not understood',
    },
  },
  certificateExpiry: {
    name: 'podshell_tls_certificate_expiry_timestamp_seconds',
    type: 'gauge',
    help: 'When the certificate in use expires, in seconds since the epoch. Only with PODSHELL_TLS_CERT.',
  },
} as const satisfies Readonly<Record<string, MetricSpec>>;
