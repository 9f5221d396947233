/** Runs `next-server.ts` in its own process, since Next changes global state. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const APP = join(import.meta.dirname, 'next-app');

/** Builds the test app for production. @throws Error with the build output */
export async function buildNextApp(): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const build = spawn(process.execPath, [next, 'build', APP], { env: environment('production') });
  const output: Buffer[] = [];
  build.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  build.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = await once(build, 'close');
  if (code !== 0) throw new Error(`next build failed: ${Buffer.concat(output).toString()}`);
}

/** Starts the server; `output` collects its output. */
export async function startNextProcess(mode: 'production' | 'development') {
  const args = [join(import.meta.dirname, 'next-server.ts'), ...(mode === 'development' ? ['--dev'] : [])];
  const child = spawn(process.execPath, args, { env: environment(mode) });
  const output: string[] = [];
  createInterface(child.stderr).on('line', (line) => output.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      output.push(line);
      if (line.startsWith('http://')) resolve(line);
    });
    child.once('exit', () => reject(new Error(`The server ended: ${output.join('\n')}`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    output,
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

function environment(mode: 'production' | 'development'): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' };
}
