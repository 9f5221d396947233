import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rawRequest } from '../testing/raw-request.ts';
import { staticFilesIn } from './static-files.ts';

async function served() {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-static-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'static', 'chunks'), { recursive: true });
  await writeFile(join(folder, 'static', 'chunks', 'a b.js'), 'let a;');
  await writeFile(join(folder, 'secret'), 'secret');
  const files = staticFilesIn(join(folder, 'static'));
  const server = createServer((request, response) => {
    void files.serve((request.url ?? '').slice(1), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a file is sent to be kept, with its type', async () => {
  const answer = await fetch(`http://127.0.0.1:${await served()}/chunks/a%20b.js`);
  expect(answer.headers.get('content-type')).toBe('application/javascript; charset=UTF-8');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  expect(await answer.text()).toBe('let a;');
});

test('who has it already gets 304, and HEAD gets no body', async () => {
  const url = `http://127.0.0.1:${await served()}/chunks/a%20b.js`;
  const head = await fetch(url, { method: 'HEAD' });
  expect(head.headers.get('content-length')).toBe('6');
  expect(await head.text()).toBe('');
  const again = await fetch(url, { headers: { 'if-none-match': head.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

test.each(['/chunks', '/chunks/', '/../secret', '/%2e%2e/secret', '/chunks/%00', '/%', '/nope.js'])(
  '%s is no file',
  async (path) => {
    const answer = await rawRequest(await served(), `GET ${path}`);
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('Not Found');
  },
);
