/** The only upgrade listener. Each socket goes to exactly one handler, or is refused and closed. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { INTERNAL_ERROR_DETAIL, type ProblemCode } from '#protocol/problem.ts';
import type { Logger } from '#server/ports.ts';
import { type Admission, authenticate } from './authenticate.ts';
import { type GuardSettings, judge } from './guard.ts';
import type { OpenRequests } from './open-requests.ts';
import type { Gate, PageServer, SockjsEndpoint } from './ports.ts';
import { refuseUpgrade } from './problem-response.ts';
import type { RequestIdOf } from './request-id.ts';
import { isUnder } from './request-target.ts';

const TOO_MANY_UPGRADES =
  'Too many connections from your address wait for their sign-in to be checked. Try again in a few seconds.';

export interface UpgradeRouterOptions {
  readonly settings: GuardSettings;
  readonly sockjs: SockjsEndpoint;
  readonly pages: PageServer;
  readonly gate: Gate;
  readonly open: OpenRequests;
  /** See {@link HttpTimeouts.authentication}. */
  readonly authenticationMs: number;
  readonly requestIdOf: RequestIdOf;
  readonly logger: Logger;
}

/** Creates the listener for a server's `upgrade` event. */
export function createUpgradeRouter(options: UpgradeRouterOptions) {
  const { settings, sockjs, pages, gate, open, authenticationMs, logger } = options;
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Node removes its own error listener before the `upgrade` event.
    socket.on('error', (error) => {
      logger.debug({ reason: error.message }, 'upgraded socket failed');
      socket.destroy();
    });
    const requestId = options.requestIdOf(request);
    const refuse = (code: ProblemCode, detail: string) => refuseUpgrade(socket, requestId, code, detail);
    const verdict = judge(request, 'upgrade', settings);
    if (verdict.kind === 'refuse') {
      refuse(verdict.code, verdict.detail);
      return;
    }
    const { pathname } = verdict.target;
    const release = open.admitUpgrade(request);
    if (release === undefined) {
      refuse('too-many-requests', TOO_MANY_UPGRADES);
      return;
    }
    const admitted = (admission: Admission): void => {
      release();
      // The browser may have left meanwhile.
      if (socket.destroyed) return;
      if (admission.kind === 'failed') {
        logger.error({ requestId, err: admission.error }, 'Upgrade failed');
        refuse('internal-error', INTERNAL_ERROR_DETAIL);
        return;
      }
      if (admission.kind === 'refused') {
        refuse(admission.code, admission.detail);
        return;
      }
      const taken = isUnder(pathname, settings.sockjsPrefix)
        ? sockjs.handleUpgrade(request, socket, head, admission.who.caller)
        : pages.handleUpgrade(request, socket, head);
      if (!taken) refuse('not-found', 'Nothing here can be upgraded to a WebSocket.');
    };
    const admission = authenticate(request, gate, authenticationMs);
    if (admission instanceof Promise) void admission.then(admitted);
    else admitted(admission);
  };
}
