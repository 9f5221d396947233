/** An echo server as a child process. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EchoServerKind, ServerMemory } from './echo-server.ts';

const MODULE = fileURLToPath(new URL('echo-server.ts', import.meta.url));

export class ServerProcess {
  readonly kind: EchoServerKind;
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(kind: EchoServerKind, port: number, child: ChildProcess) {
    this.kind = kind;
    this.port = port;
    this.#child = child;
  }

  static async start(kind: EchoServerKind): Promise<ServerProcess> {
    const child = fork(MODULE, [kind], { execArgv: ['--expose-gc'] });
    const [port] = await once(child, 'message');
    return new ServerProcess(kind, port, child);
  }

  async memory(): Promise<ServerMemory> {
    const answer = once(this.#child, 'message');
    this.#child.send('memory');
    return (await answer)[0];
  }

  async dispose(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill();
    await exited;
  }
}
