import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PolicyRule } from '../access/roles.ts';
import { type DemoCluster, startDemoCluster } from '../start.ts';
import { call, rawRequest } from '../testing/api-client.ts';
import { createIdleKubelet } from '../testing/idle-kubelet.ts';

interface Recorded {
  readonly account: string;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly impersonate: readonly (readonly [string, string])[];
  readonly status: number;
  readonly body: unknown;
}

/** In this order: the server remembers how it last let an account impersonate. */
const { accounts, answers } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'impersonation', 'answers.json'), 'utf8'),
) as { accounts: Record<string, readonly PolicyRule[]>; answers: readonly Recorded[] };

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet: createIdleKubelet, serviceAccounts: accounts });
});
afterAll(() => cluster.dispose());

test.each(answers.map((answer) => [describeRequest(answer), answer] as const))(
  '%s is answered as recorded',
  async (_what, { account, request, impersonate, status, body }) => {
    const answer = await send(cluster, cluster.accountTokens.get(account) ?? '', request, impersonate);
    expect(answer.status).toBe(status);
    if (typeof body === 'object') expect(answer.json).toMatchObject(body ?? {});
  },
);

test('the kubeconfig names no service account', () => {
  expect(cluster.kubeconfig.match(/^- name: .*/gm)).toEqual([
    '- name: demo',
    ...['admin', 'alice', 'bob', 'admin', 'alice', 'bob'].map((name) => `- name: ${name}`),
  ]);
});

test('1.24 knows the verb impersonate only', async () => {
  const old = await startDemoCluster({
    createKubelet: createIdleKubelet,
    release: '1.24',
    serviceAccounts: accounts,
  });
  const listAs = async (account: string, group: string) =>
    call(old, '/api/v1/namespaces/team-a/pods', {
      token: old.accountTokens.get(account),
      headers: { 'Impersonate-User': 'alice', 'Impersonate-Group': group },
    });
  expect((await listAs('listed', 'dev')).status).toBe(200);
  expect((await listAs('listed', 'ops')).json?.message).toMatch(/^groups "ops" is forbidden: /);
  expect((await listAs('limited', 'dev')).json?.message).toMatch(
    /^users "alice" is forbidden: User "\S+" cannot impersonate resource "users"/,
  );
  await old.dispose();
});

test('the kubelet sees neither token nor impersonation', async () => {
  const seen: object[] = [];
  const watched = await startDemoCluster({
    createKubelet: (options) => ({
      ...createIdleKubelet(options),
      serveStream: (_kind, _pod, { message, answer }) => {
        seen.push(message.headers);
        if (answer.kind === 'plain') answer.response.end();
      },
    }),
  });
  await rawRequest(
    watched,
    'POST /api/v1/namespaces/team-a/pods/debian/exec?command=true&stdout=1 HTTP/1.1',
    {
      Host: 'x',
      Authorization: `Bearer ${watched.tokens.get('admin')}`,
      'Impersonate-User': 'alice',
      'Impersonate-Extra-a': 'b',
      Connection: 'close',
    },
  );
  expect(seen).toEqual([{ host: 'x', connection: 'close' }]);
  await watched.dispose();
});

function describeRequest({ account, request, impersonate }: Recorded): string {
  const who = impersonate.map(([name, value]) => `${name}: ${value}`).join(', ');
  return `${account}: ${request.method} ${request.path} with ${who}`;
}

/** As {@link call}, with each header line apart, in UTF-8. */
function send(
  { port, caPem }: DemoCluster,
  token: string,
  { method, path, body }: Recorded['request'],
  impersonate: Recorded['impersonate'],
): Promise<{ status: number; json: unknown }> {
  const lines = impersonate.flatMap(([name, value]) => [name, Buffer.from(value).toString('latin1')]);
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const ofBody =
    bytes === undefined ? [] : ['Content-Type', 'application/json', 'Content-Length', `${bytes.length}`];
  return new Promise((resolve, reject) => {
    const request = httpsRequest({
      host: '127.0.0.1',
      port,
      ca: caPem,
      method,
      path,
      agent: false,
      headers: ['Host', `127.0.0.1:${port}`, 'Authorization', `Bearer ${token}`, ...ofBody, ...lines],
    });
    request.on('error', reject);
    request.on('response', async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ status: response.statusCode ?? 0, json: JSON.parse(text) as unknown });
    });
    request.end(bytes);
  });
}
