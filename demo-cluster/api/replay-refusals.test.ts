import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DemoUserName } from '../access/users.ts';
import { type DemoCluster, startDemoCluster } from '../start.ts';
import { rawRequest } from '../testing/api-client.ts';
import { createIdleKubelet } from '../testing/idle-kubelet.ts';
import { recordedLines } from '../testing/recordings.ts';

const REFUSED = [
  'container-not-found',
  'forbidden-alice-team-b',
  'forbidden-bob',
  'forbidden-bob-nopod',
  'forbidden-carol-get-only',
  'forbidden-dave-create-only',
  'multi-no-container',
  'namespace-not-found',
  'no-token',
  'pod-not-found',
  'pod-pending',
  'wrong-token',
];

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
}

interface RecordedResponse {
  readonly statusLine: string;
  readonly headers: string[];
  readonly body: string;
}

describe('exec requests that the API server refuses', () => {
  let cluster: DemoCluster;

  beforeAll(async () => {
    cluster = await startDemoCluster({ createKubelet: createIdleKubelet, testUsers: true });
  });
  afterAll(() => cluster.dispose());

  const cases = REFUSED.flatMap((name) => ['v4', 'v5'].map((protocol) => `${name}.${protocol}`));
  test.each(cases)('%s is refused as recorded', async (name) => {
    const { answer, response } = await replay(cluster, name);
    const [statusLine, ...headers] = answer.head.split('\r\n');
    expect(statusLine).toBe(response.statusLine);
    expect(answer.body).toBe(response.body);
    expect(names(headers)).toEqual(names(response.headers));
    expect(headers).toContain('Content-Type: application/json');
  });
});

describe('exec requests that the kubelet refuses', () => {
  let cluster: DemoCluster;

  beforeAll(async () => {
    cluster = await startDemoCluster();
    await vi.waitUntil(() => cluster.pod('team-a', 'multi')?.status.phase === 'Running', {
      timeout: 10_000,
    });
  });
  afterAll(() => cluster.dispose());

  test.each(['init-completed.v5', 'no-streams.v5', 'plain-get', 'plain-post', 'proto-unknown'])(
    '%s is refused as recorded',
    async (name) => {
      const { answer, response } = await replay(cluster, name);
      expect(answer.head.split('\r\n')[0]).toBe(response.statusLine);
      expect(answer.body).toBe(response.body);
    },
  );
});

async function replay(cluster: DemoCluster, name: string) {
  const lines = recordedLines(`kubelet-proxied/${name}`);
  const request = lines.find(({ ev }) => ev === 'request') as unknown as RecordedRequest;
  const response = lines.find(({ ev }) => ev === 'response') as unknown as RecordedResponse;
  const line = `${request.method} ${request.path} HTTP/1.1`;
  const answer = await rawRequest(cluster, line, withToken(request.headers, cluster.tokens));
  return { answer, response };
}

function withToken(
  headers: Record<string, string>,
  tokens: ReadonlyMap<DemoUserName, string>,
): Record<string, string> {
  const user = /^Bearer (\w+)-token-/.exec(headers.Authorization ?? '')?.[1];
  if (user === undefined) return headers;
  return { ...headers, Authorization: `Bearer ${tokens.get(user as DemoUserName)}` };
}

/** Without `Connection`: the demo cluster announces the close, a real server does not. */
function names(headers: readonly string[]): string[] {
  return headers
    .map((header) => header.split(':')[0]?.toLowerCase() ?? '')
    .filter((name) => name !== 'connection')
    .sort();
}
