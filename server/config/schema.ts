/** Every setting of the server with its default, unit and meaning. The table in the README is generated from it. */

import { isAbsolute } from 'node:path';
import { isAddressRange, isHost, isOrigin, isPolicyOrigin } from './addresses.ts';
import { AUTH_SETTINGS } from './auth-schema.ts';
import { PEER_SETTINGS } from './peer-schema.ts';
import { RECORDING_SETTINGS } from './recording/recording-schema.ts';
import { SERVING_SETTINGS } from './serving-schema.ts';
import { flag, list, oneOf, type SettingSpec, seconds, text, wholeNumber } from './setting.ts';
import type { Settings } from './settings.ts';

const CONTEXT_NAME = /^[A-Za-z0-9_.:/@-]{1,253}$/;

/** A reference without spaces; the cluster checks the rest. */
const IMAGE = /^[\w][\w./:@-]{0,1023}$/;

const SOCKJS_PREFIX = /^(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

export const SETTINGS: { readonly [Key in keyof Settings]: SettingSpec<Settings[Key]> } = {
  port: {
    env: 'PORT',
    ...wholeNumber(0, 65_535),
    fallback: 3000,
    unit: 'TCP port',
    meaning: 'Port to listen on. 0 picks a free port.',
  },
  host: {
    env: 'HOST',
    ...text(isHost, 'a host name or an IP address'),
    fallback: '127.0.0.1',
    unit: '',
    meaning:
      'Address to listen on. One that other machines can reach needs another `PODSHELL_AUTH` than `kubeconfig`.',
  },
  context: {
    env: 'PODSHELL_CONTEXT',
    ...text(() => true, 'the name of a context'),
    fallback: '',
    unit: '',
    meaning: 'Context of the kubeconfig to start in, instead of its current one.',
  },
  sockjsPrefix: {
    env: 'PODSHELL_SOCKJS_PREFIX',
    ...text(
      (path) => SOCKJS_PREFIX.test(path) && !/^\/_next(\/|$)/.test(path),
      'a path such as /ws/api/sockjs, without a trailing slash and not under /_next',
    ),
    fallback: '/ws/api/sockjs',
    unit: 'path',
    meaning: 'Path of the SockJS endpoint that terminals connect to.',
  },
  allowedHosts: {
    env: 'PODSHELL_ALLOWED_HOSTS',
    ...list(isHost, 'a comma list of host names without ports'),
    fallback: [],
    unit: 'comma list',
    meaning:
      'Host names to accept besides loopback names and `HOST`. Requests for other host names are rejected, which prevents DNS rebinding attacks.',
  },
  allowedOrigins: {
    env: 'PODSHELL_ALLOWED_ORIGINS',
    ...list(isOrigin, 'a comma list of origins such as https://portal.example.com, without a path'),
    fallback: [],
    unit: 'comma list',
    meaning: 'Origins, besides Podshell itself, whose pages may call Podshell.',
  },
  frameAncestors: {
    env: 'PODSHELL_FRAME_ANCESTORS',
    ...list(
      isPolicyOrigin,
      'a comma list of origins such as https://portal.example.com, without a path, with a name or an IPv4 address',
    ),
    fallback: [],
    unit: 'comma list',
    meaning:
      'Origins whose pages may show a shell in a frame (`/shell/...?embed=1`) and exchange messages with it. List only sites that you trust: a framing page can trick its users into typing into a hidden shell.',
  },
  trustedProxies: {
    env: 'PODSHELL_TRUSTED_PROXIES',
    ...list(isAddressRange, 'a comma list of IP addresses and CIDR ranges such as 10.0.0.0/8'),
    fallback: [],
    unit: 'comma list',
    meaning:
      'Proxies in front of Podshell. Their `X-Forwarded-For` names the client that limits count, their `X-Forwarded-Host` and `X-Forwarded-Proto` what browsers use (or `Forwarded` all three), and their `X-Request-Id` the request; in mode `proxy`, they name the user. The headers of anyone else are ignored.',
  },
  ...AUTH_SETTINGS,
  ...SERVING_SETTINGS,
  ...PEER_SETTINGS,
  ...RECORDING_SETTINGS,
  bindTimeoutSeconds: {
    env: 'PODSHELL_BIND_TIMEOUT_SECONDS',
    ...seconds(0.1, 3600),
    fallback: 10,
    unit: 'seconds',
    meaning:
      'How long a new session waits for its first connection, and a connection for its `bind`. Short, because the session id grants access.',
  },
  heartbeatSeconds: {
    env: 'PODSHELL_HEARTBEAT_SECONDS',
    ...seconds(0.1, 3600),
    fallback: 5,
    unit: 'seconds',
    meaning:
      'Time between heartbeats to the browser. Keep it well below the 60 s after which proxies close idle connections.',
  },
  resumeSeconds: {
    env: 'PODSHELL_RESUME_SECONDS',
    ...seconds(0, 86_400),
    fallback: 7200,
    unit: 'seconds',
    meaning:
      'How long a shell keeps running after its connection dropped, so that the browser can resume it. 0 ends it immediately.',
  },
  reopenSeconds: {
    env: 'PODSHELL_REOPEN_SECONDS',
    ...seconds(0, 86_400),
    fallback: 600,
    unit: 'seconds',
    meaning:
      'How long a shell keeps running after its page or terminal was closed on purpose. Never longer than `PODSHELL_RESUME_SECONDS`.',
  },
  scrollbackBytes: {
    env: 'PODSHELL_SCROLLBACK_BYTES',
    ...wholeNumber(1024, 1_073_741_824),
    fallback: 1_048_576,
    unit: 'bytes',
    meaning: 'Scrollback kept for each session, to replay on resume. Memory is used only as output fills it.',
  },
  drainSeconds: {
    env: 'PODSHELL_DRAIN_SECONDS',
    ...seconds(0, 3600),
    fallback: 30,
    unit: 'seconds',
    meaning:
      'How long open shells keep running after the server is told to stop. Keep it below the termination grace period, for instance of the pod.',
  },
  idleSeconds: {
    env: 'PODSHELL_IDLE_SECONDS',
    ...seconds(0, 604_800),
    fallback: 0,
    unit: 'seconds',
    meaning: 'End a shell after this long without input. 0 turns the limit off.',
  },
  maxLifeSeconds: {
    env: 'PODSHELL_MAX_LIFE_SECONDS',
    ...seconds(0, 2_592_000),
    fallback: 0,
    unit: 'seconds',
    meaning: 'End a shell after this long, active or not. 0 turns the limit off.',
  },
  maxSessions: {
    env: 'PODSHELL_MAX_SESSIONS',
    ...wholeNumber(1, 100_000),
    fallback: 5000,
    unit: 'sessions',
    meaning: 'Maximum number of live sessions. 1,000 sessions with full scrollback take 1 GiB.',
  },
  maxSessionsPerUser: {
    env: 'PODSHELL_MAX_SESSIONS_PER_USER',
    ...wholeNumber(1, 100_000),
    fallback: 2000,
    unit: 'sessions',
    meaning:
      'Maximum number of live sessions per user. Far more than a person opens: it stops runaway scripts.',
  },
  maxUnboundSessionsPerUser: {
    env: 'PODSHELL_MAX_UNBOUND_SESSIONS_PER_USER',
    ...wholeNumber(1, 100_000),
    fallback: 100,
    unit: 'sessions',
    meaning: 'Sessions of one user that were requested and that no terminal has connected to yet.',
  },
  maxSessionsPerAddress: {
    env: 'PODSHELL_MAX_SESSIONS_PER_ADDRESS',
    ...wholeNumber(1, 100_000),
    fallback: 4000,
    unit: 'sessions',
    meaning: 'Maximum number of live sessions that one client address has requested.',
  },
  maxUnboundSessionsPerAddress: {
    env: 'PODSHELL_MAX_UNBOUND_SESSIONS_PER_ADDRESS',
    ...wholeNumber(1, 100_000),
    fallback: 400,
    unit: 'sessions',
    meaning:
      'Sessions that one client address has requested and that no terminal has connected to yet, and its connections that have not bound yet.',
  },
  maxUnattachedSessionsPerUser: {
    env: 'PODSHELL_MAX_UNATTACHED_SESSIONS_PER_USER',
    ...wholeNumber(0, 100_000),
    fallback: 20,
    unit: 'sessions',
    meaning:
      'Shells of one user that keep running without a window: its page was closed, or has had no connection for a minute. Above it, the one that has had none for longest ends; of those that lost it together, the one that nobody used for longest.',
  },
  maxRequestsPerAddress: {
    env: 'PODSHELL_MAX_REQUESTS_PER_ADDRESS',
    ...wholeNumber(1, 100_000),
    fallback: 500,
    unit: 'requests',
    meaning:
      'HTTP requests of one client address at the same time, event streams and polling terminals included. Behind a proxy, set `PODSHELL_TRUSTED_PROXIES`, or all users share one address.',
  },
  maxRequestsPerUser: {
    env: 'PODSHELL_MAX_REQUESTS_PER_USER',
    ...wholeNumber(1, 100_000),
    fallback: 500,
    unit: 'requests',
    meaning: 'The same for one user, from any number of addresses.',
  },
  maxRequestRatePerAddress: {
    env: 'PODSHELL_MAX_REQUEST_RATE_PER_ADDRESS',
    ...wholeNumber(1, 100_000),
    fallback: 1000,
    unit: 'requests/s',
    meaning:
      'Requests and new WebSockets of one client address, averaged over 10 s. The polls of polling terminals do not count.',
  },
  maxRequestRatePerUser: {
    env: 'PODSHELL_MAX_REQUEST_RATE_PER_USER',
    ...wholeNumber(1, 100_000),
    fallback: 500,
    unit: 'requests/s',
    meaning: 'The same for one user. Static files do not count. It stops runaway scripts.',
  },
  maxPodStreamsPerAddress: {
    env: 'PODSHELL_MAX_POD_STREAMS_PER_ADDRESS',
    ...wholeNumber(1, 100_000),
    fallback: 2000,
    unit: 'lists',
    meaning:
      'Pod lists and pod pages that one client address follows at the same time. One user follows 200.',
  },
  debugImages: {
    env: 'PODSHELL_DEBUG_IMAGES',
    ...list(
      (image) => IMAGE.test(image),
      'a comma list of container images such as docker.io/library/busybox:1.37',
    ),
    fallback: ['docker.io/library/busybox:1.37'],
    unit: 'comma list',
    meaning:
      'Images that debug containers may have, the default one first. Others are refused. Each must start a shell.',
  },
  shellIntegration: {
    env: 'PODSHELL_SHELL_INTEGRATION',
    ...flag(),
    fallback: true,
    unit: '',
    meaning:
      'bash, dash and busybox ash mark their prompts and commands for the page (command marks). Nothing is written to the pod. `false`: shells start without it for everybody.',
  },
  maxLogsPerAddress: {
    env: 'PODSHELL_MAX_LOGS_PER_ADDRESS',
    ...wholeNumber(1, 100_000),
    fallback: 600,
    unit: 'logs',
    meaning: 'Logs of containers that one client address reads at the same time. One user reads 60.',
  },
  clusterName: {
    env: 'PODSHELL_CLUSTER_NAME',
    ...text(
      (name) => CONTEXT_NAME.test(name),
      'a name of at most 253 letters, digits and the characters - _ . : / @',
    ),
    fallback: '',
    unit: '',
    meaning:
      'In a pod: the context name of the cluster that Podshell runs in. With a kubeconfig, that cluster is only offered if it has a name, and then it comes first. Default: `in-cluster` without a kubeconfig.',
  },
  stateDirectory: {
    env: 'PODSHELL_STATE_DIR',
    ...text(isAbsolute, 'an absolute path'),
    fallback: '',
    unit: 'directory',
    meaning:
      'Directory that records the pids of running shells, so that the next start ends them after a crash. Refused if another user owns it or may write to it. Default: `podshell` in `XDG_STATE_HOME` or `~/.local/state`.',
  },
  logLevel: {
    env: 'PODSHELL_LOG_LEVEL',
    ...oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    fallback: 'info',
    unit: 'level',
    meaning: 'Minimum level to log. `debug` adds one line per request.',
  },
};
