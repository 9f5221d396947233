/** The SockJS folder is independent: it serves the suite's services without loading other parts of Podshell. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { rawRequest } from './testing/raw-http.ts';

const MAIN = fileURLToPath(new URL('test-server/main.ts', import.meta.url));
const ROOM = new URL('.', import.meta.url).href;

/** Prints the URL of each module that Node loads. */
const REPORT_MODULES = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { process.stdout.write('load ' + url + '\\n'); return next(url, context); } });
`)}`;

let child: ChildProcess | undefined;

afterEach(() => child?.kill('SIGKILL'));

test('the test server loads only this folder, ws and Node built-ins', async () => {
  const server = spawn(process.execPath, ['--import', REPORT_MODULES, MAIN], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = server;
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    server.once('exit', () => reject(new Error(output)));
    server.stdout.on('data', (chunk) => {
      output += chunk;
      const match = /on http:\/\/127\.0\.0\.1:(\d+)/.exec(output);
      if (match !== null) resolve(Number(match[1]));
    });
  });
  expect((await rawRequest(port, 'GET', '/echo')).body).toBe('Welcome to SockJS!\n');
  expect((await rawRequest(port, 'POST', '/close/0/0/xhr')).body).toBe('o\n');

  const loaded = [...output.matchAll(/^load (\S+)$/gm)].map(([, url = '']) => url);
  const foreign = loaded.filter(
    (url) => !url.startsWith(ROOM) && !url.startsWith('node:') && !url.includes('/node_modules/ws/'),
  );
  expect(loaded.some((url) => url.startsWith(ROOM))).toBe(true);
  expect(foreign).toEqual([]);

  server.removeAllListeners('exit');
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
});
