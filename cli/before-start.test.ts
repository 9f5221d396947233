import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { choosePort, whyNoCluster, whyNoDemo } from './before-start.ts';

const NONE = { kubeconfig: undefined };

test('no kubeconfig: the places searched, and the options that help', () => {
  const why = whyNoCluster(NONE, { HOME: '/no/such/home' });
  expect(why).toContain(join('/no/such/home', '.kube', 'config'));
  expect(why).toContain('--kubeconfig FILE');
  expect(why).toContain('podshell --demo');
});

test('a kubeconfig that does not exist is named', () => {
  expect(whyNoCluster({ kubeconfig: '/no/such/file' }, {})).toMatch(
    /^The kubeconfig \/no\/such\/file does not exist\./,
  );
});

test('a file that exists is left to the server to read', () => {
  const kubeconfig = import.meta.filename;
  expect(whyNoCluster({ kubeconfig }, { KUBECONFIG: kubeconfig })).toBeUndefined();
});

test('the demo runs where containers can', () => {
  expect(whyNoDemo('win32')).toContain('--kubeconfig FILE');
  expect(whyNoDemo('linux')).toBeUndefined();
  expect(whyNoDemo('darwin')).toBeUndefined();
});

test('a port that was asked for is taken or refused; that of the environment is left to the server', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const message = expect.stringMatching(new RegExp(`^Port ${port} is already in use\\. .*--port`));
  expect(await choosePort({ port }, {})).toEqual({ kind: 'taken', message });
  expect(await choosePort({ port: undefined }, { PORT: String(port) })).toEqual({
    kind: 'chosen',
    overrides: {},
  });
  other.close();
  await once(other, 'close');
  expect(await choosePort({ port }, {})).toEqual({ kind: 'chosen', overrides: {} });
});
