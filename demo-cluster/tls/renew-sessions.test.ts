import { once } from 'node:events';
import tls from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoCluster, startDemoCluster } from '../start.ts';
import { createIdleKubelet } from '../testing/idle-kubelet.ts';

let cluster: DemoCluster;

beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet: createIdleKubelet });
});

afterAll(() => cluster.dispose());

/** Connects, has a request answered, and gives the last session that came. */
async function visit(session?: Buffer): Promise<{ readonly resumed: boolean; readonly session: Buffer }> {
  const { port, caPem } = cluster;
  const socket = tls.connect({ host: '127.0.0.1', port, ca: caPem, ...(session && { session }) });
  const sessions: Buffer[] = [];
  socket.on('session', (given: Buffer) => sessions.push(given));
  await once(socket, 'secureConnect');
  const resumed = socket.isSessionReused();
  socket.end('GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').resume();
  await once(socket, 'close');
  const last = sessions.at(-1);
  if (last === undefined) throw new Error('The server has given no session');
  return { resumed, session: last };
}

test('a connection that resumes a TLS session gets another one, which can be resumed as well', async () => {
  const first = await visit();
  const second = await visit(first.session);
  const third = await visit(second.session);
  expect([first, second, third].map(({ resumed }) => resumed)).toEqual([false, true, true]);
  expect(second.session.equals(first.session)).toBe(false);
});

test('a session of another server is not resumed', async () => {
  const { session } = await visit();
  await cluster.stopServing();
  await cluster.resumeServing();
  expect((await visit(session)).resumed).toBe(false);
});
