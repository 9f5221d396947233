/** A port to listen on where the user named none. */

import { once } from 'node:events';
import { createServer } from 'node:net';

/** The wanted port, or 0 (any free one) if another program listens on it. Other failures are left to the server to report. */
export async function portOrAny(wanted: number, host: string): Promise<number> {
  const server = createServer();
  server.listen(wanted, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 0 : wanted;
  }
  server.close();
  await once(server, 'close');
  return wanted;
}
