/** `npm run sockjs:server`: the services of the SockJS protocol suite on PORT (8081), loopback only. */

import { serveSockJs } from './serve.ts';
import { SUITE_SERVICES } from './services.ts';

const DEFAULT_PORT = 8081;

const served = await serveSockJs(SUITE_SERVICES, Number(process.env.PORT ?? DEFAULT_PORT));
console.log(`SockJS test server on http://127.0.0.1:${served.port}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void served.dispose().then(() => process.exit(0)));
}
