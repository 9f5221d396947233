/** Takes a free port, tells it to the parent process, and lives on. */

import { freePort } from '../free-port.ts';

process.send?.(await freePort());
process.on('message', () => {});
