/** Waits for a program that was started to listen. */

import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How long it may take, in milliseconds. */
const START_MS = 15_000;

/** False: it has ended, or does not listen in time. @param port of loopback */
export async function listens(port: number, child: ChildProcess): Promise<boolean> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const socket = connect({ host: '127.0.0.1', port });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return true;
    await pause(50);
  }
  return false;
}
