import { isUnder, type RequestTarget } from './request-target.ts';

const MASK = '[masked]';

/**
 * The path of a request as the log may hold it. The id of a session lets its holder type into a shell, so neither
 * a session's id nor the ids of a SockJS connection are written down.
 * @param sockjsPrefix where terminals connect, for instance `/ws/api/sockjs`
 */
export function loggedPath({ pathname, segments }: RequestTarget, sockjsPrefix: string): string {
  if (isUnder(pathname, sockjsPrefix)) return sockjsPath(pathname.slice(sockjsPrefix.length), sockjsPrefix);
  if (segments[0] !== 'api' || segments[1] !== 'sessions' || segments[2] === undefined) return pathname;
  return `/${['api', 'sessions', MASK, ...segments.slice(3)].join('/')}`;
}

/** `/{server}/{session}/{transport}` keeps the transport; `/info` and the greeting hold no id. */
function sockjsPath(rest: string, prefix: string): string {
  const [, server, session, transport] = rest.split('/');
  if (server === undefined || session === undefined) return `${prefix}${rest}`;
  return [prefix, MASK, MASK, ...(transport === undefined ? [] : [transport])].join('/');
}
