/** Who is calling. Each authentication mode implements this; the rest of the server sees nothing else of it. */

import type { Caller } from '#server/ports.ts';

export interface Authenticator {
  /**
   * Tells who sent these headers: those of a request, or of the upgrade or SockJS request that opens a terminal.
   * @throws PodshellError `unauthenticated`
   */
  authenticate(headers: Headers): Promise<Caller>;
}
