/** HAProxy as a load balancer that knows nothing: each connection goes to the next server, and its bytes are not looked at. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#scripts/free-port.ts';
import { listens } from './listens.ts';

/**
 * Listens on a free port of loopback. A server that refuses connections is passed over.
 * @param ports of the servers, on loopback
 * @throws Error with HAProxy's output when it does not listen, or is not installed
 */
export async function startHaproxyBalancer(
  ports: readonly number[],
): Promise<{ readonly port: number; dispose(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-e2e-haproxy-'));
  const port = await freePort();
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, configuration(port, ports));
  const child = spawn('haproxy', ['-db', '-f', file]);
  const said: string[] = [];
  child.on('error', (error) => said.push(error.message));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)));
  const dispose = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    await rm(folder, { recursive: true, force: true });
  };
  if (child.pid !== undefined && (await listens(port, child))) return { port, dispose };
  await dispose();
  throw new Error(`HAProxy does not listen: ${said.join('')}`);
}

function configuration(port: number, ports: readonly number[]): string {
  return `defaults
    mode tcp
    balance roundrobin
    retries ${ports.length}
    option redispatch 1
    timeout connect 5s
    timeout client 1h
    timeout server 1h
listen podshell
    bind 127.0.0.1:${port}
${ports.map((own, at) => `    server web-${at + 1} 127.0.0.1:${own}`).join('\n')}
`;
}
