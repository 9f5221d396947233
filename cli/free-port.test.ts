import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { portOrAny } from './free-port.ts';

test('a port in use is replaced by any free one', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(await portOrAny(port, '127.0.0.1')).toBe(0);
  other.close();
  await once(other, 'close');
  expect(await portOrAny(port, '127.0.0.1')).toBe(port);
});

test('a host that does not exist is left to the server to report', async () => {
  expect(await portOrAny(3000, '192.0.2.1')).toBe(3000);
});
