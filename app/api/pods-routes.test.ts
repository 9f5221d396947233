import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { setRuntime } from '#server/runtime.ts';
import { GET as access, POST as accessPost } from './access/route.ts';
import { GET as yaml } from './pods/[namespace]/[pod]/yaml/route.ts';
import { GET as events } from './pods/events/route.ts';
import { GET as pods } from './pods/route.ts';
import { callRoute } from './testing/call-route.ts';
import { type FakeRuntime, fakeRuntime, streamOf } from './testing/fake-runtime.ts';

let runtime: FakeRuntime;
beforeEach(() => {
  runtime = fakeRuntime();
  setRuntime(runtime);
});
afterEach(() => setRuntime(undefined));

describe('several namespaces', () => {
  test.each(['namespace=a&namespace=b', 'namespace=a,b', 'namespace=a,b,a&namespace=b&namespace='])(
    '%s names two',
    async (query) => {
      expect(await callRoute(pods, `/?${query}`, {})).toMatchObject({ status: 200 });
      expect(runtime.calls).toEqual([['pods', { namespaces: ['a', 'b'], context: undefined }]]);
    },
  );
});

describe('access', () => {
  test('is requested for all namespaces in one call', async () => {
    const answered = await callRoute(access, '/?namespace=a&namespace=b&context=alice', {});
    expect(answered).toMatchObject({ status: 200, body: { items: [] } });
    expect(answered.headers.get('cache-control')).toBe('no-store');
    expect(runtime.calls).toEqual([['execAccess', { namespaces: ['a', 'b'], context: 'alice' }]]);
  });

  test.each(['', '?namespace='])('%j is refused', async (query) => {
    const answered = await callRoute(access, `/${query}`, {});
    expect(answered).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(answered.headers.get('content-type')).toBe('application/problem+json');
    expect(runtime.calls).toEqual([]);
  });

  test('an unreachable cluster gets the problem cluster-unreachable', async () => {
    const silent = new PodshellError('cluster-unreachable', 'It does not answer.');
    setRuntime(fakeRuntime({ execAccess: () => Promise.reject(silent) }));
    expect(await callRoute(access, '/?namespace=a', {})).toMatchObject({
      status: 503,
      body: { code: 'cluster-unreachable' },
    });
  });

  test('allows no POST', async () => {
    expect((await accessPost()).status).toBe(405);
  });
});

describe('YAML', () => {
  const params = Promise.resolve({ namespace: 'team-a', pod: 'debian' });
  const get = (query: string) => yaml(new Request(`http://127.0.0.1/${query}`), { params });

  test('has its media type, and managed fields only on request', async () => {
    const answered = await get('');
    expect(answered.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    expect(answered.headers.get('cache-control')).toBe('no-store');
    expect(await answered.text()).toBe('kind: Pod\n');
    await get('?managedFields=true&context=alice');
    const target = { namespace: 'team-a', pod: 'debian' };
    expect(runtime.calls).toEqual([
      ['podYaml', { ...target, managedFields: false }],
      ['podYaml', { ...target, managedFields: true, context: 'alice' }],
    ]);
  });
});

describe('the events of one pod', () => {
  async function follow(query: string) {
    const asked: unknown[] = [];
    setRuntime(
      fakeRuntime({
        podEvents(_caller, wanted) {
          asked.push(wanted);
          return streamOf([{ type: 'snapshot', data: { items: [], resourceVersion: '' } }]);
        },
      }),
    );
    const answered = await events(new Request(`http://127.0.0.1/${query}`), { params: Promise.resolve({}) });
    await answered.text();
    return { status: answered.status, asked };
  }

  test('are requested by name', async () => {
    expect(await follow('?namespace=team-a&pod=web-0.web')).toEqual({
      status: 200,
      asked: [{ namespace: 'team-a', pod: 'web-0.web' }],
    });
  });

  test.each(['?pod=debian', '?namespace=a,b&pod=debian', '?namespace=a&beats=true&beats=false'])(
    '%s is refused',
    async (query) => {
      expect(await follow(query)).toEqual({ status: 400, asked: [] });
    },
  );
});
