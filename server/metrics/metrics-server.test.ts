import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type MetricsServerOptions, startMetricsServer } from './metrics-server.ts';

async function start(options: Partial<MetricsServerOptions> = {}) {
  const logger = new RecordingLogger();
  const metrics = { contentType: 'text/plain; version=0.0.4', scrape: async () => 'up 1\n' };
  const server = await startMetricsServer({ host: '127.0.0.1', port: 0, metrics, logger, ...options });
  onTestFinished(() => server.dispose());
  return { server, logger };
}

test('answers GET and HEAD of /metrics', async () => {
  const { server } = await start();
  const response = await fetch(server.url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(await response.text()).toBe('up 1\n');
  const head = await fetch(`${server.url}?x=1`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5', '']);
});

test('answers nothing else', async () => {
  const { server } = await start();
  const post = await fetch(server.url, { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  for (const path of ['/', '/metrics/', '/healthz', '/api/pods', '/pods', '/_next/static/x.js']) {
    const response = await fetch(new URL(path, server.url));
    expect([path, response.status]).toEqual([path, 404]);
  }
});

test('says so when the numbers cannot be read, and logs why', async () => {
  const failing = { contentType: 'text/plain', scrape: () => Promise.reject(new Error('why')) };
  const { server, logger } = await start({ metrics: failing });
  const response = await fetch(server.url);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('why');
  expect(logger.of('error')).toHaveLength(1);
});

test('a port in use is an error', async () => {
  const { server } = await start();
  const port = Number(new URL(server.url).port);
  await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('connections that wait for the next scrape do not hold up the end', async () => {
  const { server } = await start();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await server.dispose();
  await closed;
});
