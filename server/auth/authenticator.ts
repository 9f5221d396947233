/** Who is calling. Each authentication mode implements this; the rest of the server sees nothing else of it. */

import type { Caller } from '#server/ports.ts';

export interface Authenticator {
  /**
   * The caller that the headers identify: headers of a request, an upgrade or a SockJS request.
   * @throws PodshellError `unauthenticated`
   */
  authenticate(headers: Headers): Promise<Caller>;
}
