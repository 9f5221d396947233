/** The services of the protocol suite on a free port, for one test file. */

import { afterAll, beforeAll } from 'vitest';
import type { SockJsOptions } from '../options.ts';
import { type ServedSockJs, serveSockJs } from '../test-server/serve.ts';
import { SUITE_SERVICES } from '../test-server/services.ts';

/** Serves while the tests of the calling file run. `port` is available inside tests. */
export function suiteServer(options: readonly SockJsOptions[] = SUITE_SERVICES): { readonly port: number } {
  let served: ServedSockJs | undefined;
  beforeAll(async () => {
    served = await serveSockJs(options, 0);
  });
  afterAll(() => served?.dispose());
  return {
    get port() {
      if (served === undefined) throw new Error('The server runs only inside tests');
      return served.port;
    },
  };
}

let sessions = 0;

/** A session URL that no other test uses. */
export function sessionUrl(service = '/echo'): string {
  sessions++;
  return `${service}/000/session-${process.pid}-${sessions}`;
}
