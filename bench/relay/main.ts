/**
 * The minimum between a browser and a cluster: a WebSocket in, a WebSocket over TLS out, every message
 * passed on unchanged. The baseline for what Podshell adds. Arguments: the kubeconfig, the shell.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { openExec } from '../clients/exec-terminal.ts';
import { openCluster } from '../stack/cluster.ts';

const [kubeconfig, shell = 'sh'] = process.argv.slice(2);
const cluster = await openCluster(kubeconfig);
const server = createServer();
const webSockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });

webSockets.on('connection', (browser) => {
  const exec = openExec(cluster, [shell]);
  pass(exec, browser);
  pass(browser, exec);
});

function pass(from: WebSocket, to: WebSocket): void {
  from.on('message', (data) => to.send(data));
  from.on('close', () => to.close());
  from.on('error', () => to.close());
}

process.once('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => console.log(`Relay at ${(server.address() as AddressInfo).port}`));
