import { expect, test, vi } from 'vitest';
import type { Clock } from '#server/ports.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { replicaOfTest, TestNetwork, type TestReplica } from '../testing/replicas.ts';
import { echoingPages } from '../testing/test-server.ts';

/** Replicas by name, each with the files of its version. */
async function replicas(files: Readonly<Record<string, readonly string[]>>, clock?: Clock) {
  const network = new TestNetwork();
  const asked: string[] = [];
  const started: Record<string, TestReplica> = {};
  for (const [name, builtFiles] of Object.entries(files)) {
    started[name] = await replicaOfTest(network, name, {
      builtFiles,
      ...(clock && { clock }),
      gate: {
        authenticate() {
          throw new Error('Files are for everybody');
        },
      },
      pages: {
        ...echoingPages,
        async handleRequest({ url = '', headers }, response) {
          asked.push(name);
          if (name === 'silent') return;
          const has = builtFiles.some((file) => url === `/_next/static/${file}`);
          response.setHeader('cache-control', has ? 'immutable' : 'no-store');
          response.setHeader('x-range', headers.range ?? '');
          response.statusCode = has ? 200 : 404;
          response.end(`${name} ${has}`);
        },
      },
    });
  }
  const get = (name: string, file: string, method = 'GET') =>
    rawRequest(started[name]?.port ?? 0, `${method} /_next/static/${file}`, [
      'Host: 127.0.0.1',
      'Range: bytes=0-1',
    ]);
  return { network, started, asked, get };
}

const OLD = ['chunks/old.js', 'chunks/same.js'];
const NEW = ['chunks/new.js', 'chunks/same.js'];

test('a file of another version comes from a replica that has it', async () => {
  const { get } = await replicas({ one: OLD, two: OLD, three: NEW });
  const answer = await get('one', 'chunks/new.js');
  expect(answer).toMatchObject({ status: 200, body: 'three true' });
  expect(answer.headers.get('cache-control')).toBe('immutable');
  expect(answer.headers.get('x-range')).toBe('bytes=0-1');
  expect(await get('three', 'chunks/old.js')).toMatchObject({ status: 200 });
  expect(await get('three', 'chunks/old.js', 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test('what is here is served here, and what nobody has is missing', async () => {
  const { get, asked } = await replicas({ one: OLD, two: NEW });
  expect(await get('one', 'chunks/same.js')).toMatchObject({ status: 200, body: 'one true' });
  expect(asked).toEqual(['one']);
  expect(await get('one', 'chunks/none.js')).toMatchObject({ status: 404, body: 'one false' });
  // Whoever is asked does not ask on.
  expect(asked).toEqual(['one', 'two', 'one']);
});

test('a replica that has gone is passed over', async () => {
  const { get, started } = await replicas({ one: OLD, two: NEW, three: NEW });
  started.two?.kill();
  expect(await get('one', 'chunks/new.js')).toMatchObject({ status: 200, body: 'three true' });
  started.three?.kill();
  expect(await get('one', 'chunks/new.js')).toMatchObject({ status: 404, body: 'one false' });
});

test('a replica that does not answer in time is passed over', async () => {
  const clock = new FakeClock();
  const { get, asked } = await replicas({ one: OLD, silent: NEW, three: NEW }, clock);
  const answer = get('one', 'chunks/new.js');
  await vi.waitUntil(() => asked.includes('silent'));
  clock.advance(2_000);
  expect(await answer).toMatchObject({ status: 200, body: 'three true' });
  expect(clock.pendingTimers).toBe(0);
});

test('only built files are looked for, and only by who reads', async () => {
  const { asked, started } = await replicas({ one: [], two: ['app.webmanifest'] });
  for (const path of ['/app.webmanifest', '/favicon.ico', '/_next/static']) {
    await rawRequest(started.one?.port ?? 0, `GET ${path}`);
  }
  expect(asked).toEqual(['one', 'one', 'one']);
  expect(await rawRequest(started.one?.port ?? 0, 'POST /_next/static/app.webmanifest')).toMatchObject({
    status: 405,
  });
  expect(asked).toHaveLength(3);
});
