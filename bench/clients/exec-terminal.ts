/** The best possible shell client: `ws` directly to the API server's exec, and nothing else. */

import { WebSocket } from 'ws';
import { CHANNEL_V5 } from '#protocol/channels.ts';
import { type BenchCluster, POD } from '../stack/cluster.ts';
import { ChannelTerminal } from './channel-terminal.ts';

/** Path and query of an exec with a terminal. */
function execPath(command: readonly string[]): string {
  const query = new URLSearchParams({ stdin: 'true', stdout: 'true', tty: 'true' });
  for (const word of command) query.append('command', word);
  return `/api/v1/namespaces/${POD.namespace}/pods/${POD.name}/exec?${query}`;
}

/** Opens the upgraded socket. Each frame starts with a channel byte. */
export function openExec(cluster: BenchCluster, command: readonly string[]): WebSocket {
  return new WebSocket(cluster.server.replace(/^http/, 'ws') + execPath(command), [CHANNEL_V5], {
    agent: cluster.agent,
    headers: { ...cluster.headers },
    perMessageDeflate: false,
  });
}

export class ExecTerminal extends ChannelTerminal {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket, cols: number) {
    super(socket, 'The exec');
    this.#socket = socket;
    socket.on('open', () => this.resize(cols, 24));
  }

  /** Resolves when the exec is open. No output is lost. */
  static async open(cluster: BenchCluster, command: readonly string[], cols = 80): Promise<ExecTerminal> {
    const terminal = ExecTerminal.begin(cluster, command, cols);
    await new Promise((resolve, reject) => {
      terminal.#socket.once('open', resolve);
      terminal.#socket.once('error', reject);
    });
    return terminal;
  }

  /** Starts to open. Wait for output before typing. */
  static begin(cluster: BenchCluster, command: readonly string[], cols = 80): ExecTerminal {
    return new ExecTerminal(openExec(cluster, command), cols);
  }
}
