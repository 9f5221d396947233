/** A shell through `kubectl exec`, for orientation. */

import { execFileSync } from 'node:child_process';
import { type IPty, spawn } from '@lydell/node-pty';
import { type BenchCluster, POD } from '../stack/cluster.ts';
import { OutputWatch } from './output-watch.ts';
import type { BenchTerminal } from './terminal.ts';

export function kubectlInstalled(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export class KubectlTerminal implements BenchTerminal {
  readonly #pty: IPty;
  readonly #watch = new OutputWatch();

  constructor(cluster: BenchCluster, cols = 80) {
    const { namespace, name } = POD;
    const args = ['--kubeconfig', cluster.kubeconfig, '-n', namespace, 'exec', '-it', name, '--', 'bash'];
    this.#pty = spawn('kubectl', args, { cols, rows: 24 });
    this.#pty.onData((text) => this.#watch.push(Buffer.from(text)));
  }

  get bytes(): number {
    return this.#watch.bytes;
  }

  type(text: string): void {
    this.#pty.write(text);
  }

  expect(text: string): Promise<number> {
    return this.#watch.expect(text);
  }

  pause(): void {
    this.#pty.pause();
  }

  resume(): void {
    this.#pty.resume();
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#pty.onExit(() => resolve());
      this.type('exit\r');
    });
  }
}
