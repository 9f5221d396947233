/** Which replica a request belongs to. Pure: asks nobody, and looks at the request line alone. */

import { parseReplicaId } from '#protocol/replica-ids.ts';
import type { Peer, Peers, Replica } from '#server/peers/ports.ts';
import { isUnder, type RequestTarget } from '../request/request-target.ts';

export type Place =
  | { readonly kind: 'here' }
  | { readonly kind: 'peer'; readonly peer: Peer }
  /** It may live, so that nobody else may answer for it. */
  | { readonly kind: 'unreachable'; readonly replica: Replica };

export interface RoutingView {
  readonly peers: Pick<Peers, 'fateOf' | 'homeOf'>;
  readonly sockjsPrefix: string;
  /** Whose an id is; undefined unless a replica has made it. */
  readonly sessionOwner: (sessionId: string) => Replica | undefined;
  /** The same for a link by which a shell is watched. */
  readonly viewOwner: (viewId: string) => Replica | undefined;
  readonly streamOwner: (streamId: string) => Replica | undefined;
  /** True while this replica issues no shells. */
  readonly isDraining: boolean;
}

/** The parts of a request that say where it belongs. */
export interface RoutedRequest {
  readonly method: string;
  readonly target: RequestTarget;
  /** Without the question mark. */
  readonly query: string;
  /** Spreads what any replica could answer. */
  readonly requestId: string;
}

const HERE: Place = { kind: 'here' };

/** `/{server}/{session}/{transport}` as the SockJS room reads it, with one slash at the end or none. */
const SOCKJS_SESSION = /^\/([^/.]+)\/([^/.]+)\/([a-z_]+)\/?$/;

/**
 * The replica that answers the request.
 *
 * A path that names a replica or a session goes to that replica, while it lives. The requests of one SockJS session over
 * HTTP have to meet: with a server segment that names nobody who lives, their home is where they do. A WebSocket is one
 * request. New shells are for replicas that do not drain. All else is answered by whoever gets it.
 */
export function placeOf(request: RoutedRequest, view: RoutingView): Place {
  const { pathname } = request.target;
  return isUnder(pathname, view.sockjsPrefix)
    ? sockjsPlace(pathname.slice(view.sockjsPrefix.length), view)
    : apiPlace(request, view);
}

function sockjsPlace(rest: string, { peers }: RoutingView): Place {
  const [, server, session, transport] = SOCKJS_SESSION.exec(rest) ?? [];
  if (server === undefined || session === undefined || transport === 'websocket') return HERE;
  const replica = parseReplicaId(server);
  const place = replica && placeOfReplica(replica, peers);
  // A replica that drains keeps the connections that it has, whoever asks for them.
  return place ?? homeOf(`sockjs ${server}/${session}`, peers, 'draining');
}

function apiPlace({ method, target, query, requestId }: RoutedRequest, view: RoutingView): Place {
  const [api, kind, first, second, third] = target.segments;
  if (api !== 'api') return HERE;
  if (kind === 'sessions' && first !== undefined) return placeOfOwner(view.sessionOwner(first), view.peers);
  if (kind === 'views' && first !== undefined) return placeOfOwner(view.viewOwner(first), view.peers);
  if (kind === 'pods' && first === 'streams' && second === undefined) {
    const stream = new URLSearchParams(query).get('stream');
    return stream === null ? HERE : placeOfOwner(view.streamOwner(stream), view.peers);
  }
  const issues = kind === 'pod' ? second === 'shell' : kind === 'pods' && third === 'shell';
  const isIssue = issues && (kind === 'pod' ? method === 'GET' : method === 'POST');
  return isIssue && view.isDraining ? homeOf(`issue ${requestId}`, view.peers) : HERE;
}

/** What has gone is answered here: as something that nobody knows. */
function placeOfOwner(owner: Replica | undefined, peers: RoutingView['peers']): Place {
  return (owner && placeOfReplica(owner, peers)) ?? HERE;
}

/** Undefined: it has gone. */
function placeOfReplica({ id }: Replica, peers: RoutingView['peers']): Place | undefined {
  const fate = peers.fateOf(id);
  switch (fate.kind) {
    case 'self':
      return HERE;
    case 'alive':
      return { kind: 'peer', peer: fate.peer };
    case 'unreachable':
      return { kind: 'unreachable', replica: fate.replica };
    case 'gone':
      return undefined;
    default:
      return fate satisfies never;
  }
}

function homeOf(key: string, peers: RoutingView['peers'], also?: 'draining'): Place {
  const peer = peers.homeOf(key, also);
  return peer === undefined ? HERE : { kind: 'peer', peer };
}
