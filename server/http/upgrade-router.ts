/** The only upgrade listener. Each socket goes to exactly one handler, or is refused and closed. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '#server/ports.ts';
import { type GuardSettings, judge } from './guard.ts';
import type { PageServer, SockjsEndpoint } from './ports.ts';
import { refuseUpgrade } from './problem-response.ts';
import { isUnder } from './request-target.ts';

export interface UpgradeRouterOptions {
  readonly settings: GuardSettings;
  readonly sockjs: SockjsEndpoint;
  readonly pages: PageServer;
  readonly logger: Logger;
}

/** Creates the listener for a server's `upgrade` event. */
export function createUpgradeRouter({ settings, sockjs, pages, logger }: UpgradeRouterOptions) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Node removes its own error listener before the `upgrade` event.
    socket.on('error', (error) => {
      logger.debug({ reason: error.message }, 'upgraded socket failed');
      socket.destroy();
    });
    const verdict = judge(request, 'upgrade', settings);
    if (verdict.kind === 'refuse') {
      refuseUpgrade(socket, verdict.code, verdict.detail);
      return;
    }
    const { pathname } = verdict.target;
    const taken = isUnder(pathname, settings.sockjsPrefix)
      ? sockjs.handleUpgrade(request, socket, head)
      : pages.handleUpgrade(request, socket, head);
    if (!taken) refuseUpgrade(socket, 'not-found', 'Nothing here can be upgraded to a WebSocket.');
  };
}
