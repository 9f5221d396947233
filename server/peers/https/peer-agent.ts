import { Agent, type RequestOptions } from 'node:https';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

/**
 * Keeps connections to other replicas. Node's own agent remembers TLS sessions, and for that each socket keeps the request that
 * it was opened for; none is resumed here, since it would outlive a key that is not valid any more, and an upgraded socket
 * lives for hours.
 */
export class PeerAgent extends Agent {
  override createConnection(options: RequestOptions): TLSSocket {
    return connect(options as ConnectionOptions);
  }
}
