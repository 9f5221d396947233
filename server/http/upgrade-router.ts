/** The only upgrade listener. Each socket goes to exactly one handler, or is refused and closed. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { INTERNAL_ERROR_DETAIL, type ProblemCode } from '#protocol/problem.ts';
import type { Caller, Logger } from '#server/ports.ts';
import { authenticate } from './authenticate.ts';
import { type GuardSettings, judge } from './guard.ts';
import type { Gate, OnRefused, PageServer, SockjsEndpoint } from './ports.ts';
import { refuseUpgrade } from './problem-response.ts';
import type { ArrivalOf } from './request/arrival.ts';
import type { RequestIdOf } from './request/request-id.ts';
import { isUnder } from './request/request-target.ts';
import type { ToldByProxyOf } from './request/told-by-proxy.ts';
import type { RequestLimits, TooMany } from './request-limits.ts';

const TOO_MANY_UPGRADES: TooMany = {
  detail:
    'Too many connections from your address wait for their sign-in to be checked. Try again in a few seconds.',
  retryAfterSeconds: 5,
};

export interface UpgradeRouterOptions {
  readonly settings: GuardSettings;
  readonly sockjs: SockjsEndpoint;
  readonly pages: PageServer;
  readonly gate: Gate;
  readonly limits: RequestLimits;
  readonly arrivalOf: ArrivalOf;
  readonly toldOf: ToldByProxyOf;
  /** See {@link HttpTimeouts.authentication}. */
  readonly authenticationMs: number;
  readonly requestIdOf: RequestIdOf;
  readonly onRefused: OnRefused;
  readonly logger: Logger;
}

/** Creates the listener for a server's `upgrade` event. */
export function createUpgradeRouter(options: UpgradeRouterOptions) {
  const { settings, sockjs, pages, gate, limits, arrivalOf, authenticationMs, logger } = options;
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const requestId = options.requestIdOf(request);
    followErrors(socket, requestId, logger);
    const answer = (code: ProblemCode, detail: string) => refuseUpgrade(socket, requestId, code, detail);
    const refuse = (code: ProblemCode, detail: string) => {
      options.onRefused(request, code);
      answer(code, detail);
    };
    const refuseTooMany = ({ detail, retryAfterSeconds }: TooMany, caller?: Caller) => {
      options.onRefused(request, 'too-many-requests', caller);
      refuseUpgrade(socket, requestId, 'too-many-requests', detail, [`Retry-After: ${retryAfterSeconds}`]);
    };
    const verdict = judge(request, 'upgrade', settings, options.toldOf(request));
    if (verdict.kind === 'refuse') {
      refuse(verdict.code, verdict.detail);
      return;
    }
    const { pathname } = verdict.target;
    const release = limits.openUpgrade(request);
    if (release === undefined) {
      refuseTooMany(TOO_MANY_UPGRADES);
      return;
    }
    let isHandedOver = false;
    const enter = async (): Promise<void> => {
      const tooFast = await limits.begin(request);
      if (tooFast !== undefined) {
        refuseTooMany(tooFast);
        return;
      }
      const admission = await authenticate(request, gate, arrivalOf, authenticationMs);
      // The browser may have left meanwhile.
      if (socket.destroyed) return;
      if (admission.kind === 'failed') throw admission.error;
      if (admission.kind === 'refused') {
        refuse(admission.code, admission.detail);
        return;
      }
      const { caller } = admission.who;
      const tooMany = await limits.beginFor(caller);
      if (tooMany !== undefined) {
        refuseTooMany(tooMany, caller);
        return;
      }
      isHandedOver = true;
      const taken = isUnder(pathname, settings.sockjsPrefix)
        ? sockjs.handleUpgrade(request, socket, head, caller)
        : pages.handleUpgrade(request, socket, head);
      if (!taken) answer('not-found', 'Nothing here can be upgraded to a WebSocket.');
    };
    enter()
      .catch((error: unknown) => {
        logger.error({ requestId, err: error }, 'Upgrade failed');
        if (isHandedOver) socket.destroy();
        else answer('internal-error', INTERNAL_ERROR_DETAIL);
      })
      .finally(release);
  };
}

/**
 * Node removes its own error listener before the `upgrade` event. The listener lives as long as the connection: as a part of
 * the router it would keep the request for as long.
 */
function followErrors(socket: Duplex, requestId: string, logger: Logger): void {
  socket.on('error', (error) => {
    logger.debug({ requestId, reason: error.message }, 'upgraded socket failed');
    socket.destroy();
  });
}
