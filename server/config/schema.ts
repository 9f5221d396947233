/** Every setting of the server with its default, its unit and its reason. The README's table is made from it. */

import { isAbsolute } from 'node:path';
import { isAddressRange, isHost, isOrigin, isPolicyOrigin } from './addresses.ts';
import { flag, list, oneOf, type SettingSpec, seconds, text, wholeNumber } from './setting.ts';
import type { Settings } from './settings.ts';

const SOCKJS_PREFIX = /^(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

export const SETTINGS: { readonly [Key in keyof Settings]: SettingSpec<Settings[Key]> } = {
  port: {
    env: 'PORT',
    ...wholeNumber(0, 65_535),
    fallback: 3000,
    unit: 'TCP port',
    meaning: 'Port to listen on; 0 takes a free one.',
  },
  host: {
    env: 'HOST',
    ...text(isHost, 'a host name or an IP address'),
    fallback: '127.0.0.1',
    unit: '',
    meaning:
      'Address to listen on. Nobody signs in yet, so one that other machines reach needs `PODSHELL_ALLOW_UNAUTHENTICATED=true`.',
  },
  sockjsPrefix: {
    env: 'PODSHELL_SOCKJS_PREFIX',
    ...text(
      (path) => SOCKJS_PREFIX.test(path) && !/^\/_next(\/|$)/.test(path),
      'a path such as /ws/api/sockjs: no slash at its end, not under /_next',
    ),
    fallback: '/ws/api/sockjs',
    unit: 'path',
    meaning: 'Where terminals connect.',
  },
  allowedHosts: {
    env: 'PODSHELL_ALLOWED_HOSTS',
    ...list(isHost, 'a comma list of host names without ports'),
    fallback: [],
    unit: 'comma list',
    meaning:
      'Host names served besides the loopback ones and `HOST`. Others are refused, so that a hostile page cannot reach Podshell by pointing its own name at it.',
  },
  allowedOrigins: {
    env: 'PODSHELL_ALLOWED_ORIGINS',
    ...list(isOrigin, 'a comma list of origins such as https://portal.example.com, without a path'),
    fallback: [],
    unit: 'comma list',
    meaning: 'Origins whose pages may use Podshell, besides its own.',
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
      'Origins whose pages may show a shell in a frame (`/shell/...?embed=1`) and exchange messages with it. Empty, since such a page can make its users type into what they do not see.',
  },
  trustedProxies: {
    env: 'PODSHELL_TRUSTED_PROXIES',
    ...list(isAddressRange, 'a comma list of IP addresses and CIDR ranges such as 10.0.0.0/8'),
    fallback: [],
    unit: 'comma list',
    meaning:
      'Proxies in front of Podshell. Their `X-Forwarded-For` names the client that limits count; the header of anyone else is ignored.',
  },
  allowUnauthenticated: {
    env: 'PODSHELL_ALLOW_UNAUTHENTICATED',
    ...flag(),
    fallback: false,
    unit: '',
    meaning:
      'Serve other machines although nobody signs in: everybody who reaches the port acts with the rights of this server.',
  },
  bindTimeoutSeconds: {
    env: 'PODSHELL_BIND_TIMEOUT_SECONDS',
    ...seconds(0.1, 3600),
    fallback: 10,
    unit: 'seconds',
    meaning:
      'How long an issued session waits for its first connection, and a connection for its `bind`. Short, since an id lets its holder in.',
  },
  heartbeatSeconds: {
    env: 'PODSHELL_HEARTBEAT_SECONDS',
    ...seconds(0.1, 3600),
    fallback: 5,
    unit: 'seconds',
    meaning:
      'Time between two heartbeats to the browser. Well under the 60 s after which proxies cut idle lines.',
  },
  resumeSeconds: {
    env: 'PODSHELL_RESUME_SECONDS',
    ...seconds(0, 86_400),
    fallback: 60,
    unit: 'seconds',
    meaning:
      'How long a shell lives on after its connection dropped, so that it can be resumed; 0 ends it at once.',
  },
  scrollbackBytes: {
    env: 'PODSHELL_SCROLLBACK_BYTES',
    ...wholeNumber(1024, 1_073_741_824),
    fallback: 1_048_576,
    unit: 'bytes',
    meaning:
      'Output kept for each session to be replayed on resume. Memory grows to it only as it is filled.',
  },
  drainSeconds: {
    env: 'PODSHELL_DRAIN_SECONDS',
    ...seconds(0, 3600),
    fallback: 30,
    unit: 'seconds',
    meaning:
      'How long open shells go on once the server is told to stop. Keep it under the grace period of whatever stops the server.',
  },
  idleSeconds: {
    env: 'PODSHELL_IDLE_SECONDS',
    ...seconds(0, 604_800),
    fallback: 0,
    unit: 'seconds',
    meaning: 'A shell in which nothing is typed for this long is ended; 0 never ends it.',
  },
  maxLifeSeconds: {
    env: 'PODSHELL_MAX_LIFE_SECONDS',
    ...seconds(0, 2_592_000),
    fallback: 0,
    unit: 'seconds',
    meaning: 'A shell is ended when it is this old, used or not; 0 never ends it.',
  },
  maxSessions: {
    env: 'PODSHELL_MAX_SESSIONS',
    ...wholeNumber(1, 100_000),
    fallback: 5000,
    unit: 'sessions',
    meaning: 'Live sessions in all. 1,000 with full scrollbacks hold 1 GiB.',
  },
  maxSessionsPerUser: {
    env: 'PODSHELL_MAX_SESSIONS_PER_USER',
    ...wholeNumber(1, 100_000),
    fallback: 2000,
    unit: 'sessions',
    meaning:
      'Live sessions of one user. Far above what people open, so that it stops a script gone wild only.',
  },
  maxUnboundSessionsPerUser: {
    env: 'PODSHELL_MAX_UNBOUND_SESSIONS_PER_USER',
    ...wholeNumber(1, 100_000),
    fallback: 100,
    unit: 'sessions',
    meaning: 'Sessions of one user that were requested and that no terminal has connected to yet.',
  },
  maxRequestsPerAddress: {
    env: 'PODSHELL_MAX_REQUESTS_PER_ADDRESS',
    ...wholeNumber(1, 100_000),
    fallback: 500,
    unit: 'requests',
    meaning:
      'HTTP requests of one client address at the same time, event streams and polling terminals included. Behind a proxy, set `PODSHELL_TRUSTED_PROXIES`, or all users share one address.',
  },
  stateDirectory: {
    env: 'PODSHELL_STATE_DIR',
    ...text(isAbsolute, 'an absolute path'),
    fallback: '',
    unit: 'directory',
    meaning:
      'Where the pids of running shells are noted, so that after a crash the next start ends them. Empty is `podshell` in `XDG_STATE_HOME` or `~/.local/state`.',
  },
  logLevel: {
    env: 'PODSHELL_LOG_LEVEL',
    ...oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    fallback: 'info',
    unit: 'level',
    meaning: 'Least severe level that is logged; `debug` adds one line for each request.',
  },
};
