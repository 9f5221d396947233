/** The Podshell server as a child process, for commands that run it beside something else. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endChild } from './child-process.ts';
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from './server-engine.ts';

const root = join(import.meta.dirname, '..');

/** How long a server may take to end its shells after SIGTERM before it is killed, in milliseconds. */
const STOP_MS = 3500;

export interface ServerProcess {
  /** Resolves with the exit code when the server has ended or was stopped. */
  readonly exited: Promise<number>;
  /** Ends the server with SIGTERM, then SIGKILL. */
  stop(): Promise<void>;
}

export interface ServerProcessOptions {
  readonly dev: boolean;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the server with this process's standard output and error. */
export function startServerProcess({ dev, env }: ServerProcessOptions): ServerProcess {
  // Like `npm start`.
  const engine = dev ? [] : SERVER_FLAGS;
  const watch = dev ? ['--watch-path=server', '--watch-path=protocol', '--watch-preserve-output'] : [];
  const child = spawn(process.execPath, [...engine, ...watch, 'server/main.mjs', ...(dev ? ['--dev'] : [])], {
    cwd: root,
    env: { ...(dev ? {} : SERVER_ENVIRONMENT), ...process.env, ...env },
    stdio: 'inherit',
    // Its own process group: Ctrl+C in the terminal reaches only this process, which then stops the server once.
    detached: true,
  });
  const exited = exitCode(child);
  return {
    exited,
    stop: () => endChild(child, STOP_MS),
  };
}

async function exitCode(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
