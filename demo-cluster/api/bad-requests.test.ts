import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoCluster, startDemoCluster } from '../start.ts';
import { type CallOptions, call, rawRequest } from '../testing/api-client.ts';
import { createIdleKubelet } from '../testing/idle-kubelet.ts';

const PODS = '/api/v1/namespaces/team-a/pods';
const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

let cluster: DemoCluster;
let token: string | undefined;
const faults: unknown[] = [];

beforeAll(async () => {
  cluster = await startDemoCluster({
    createKubelet: createIdleKubelet,
    onFault: (error) => faults.push(error),
  });
  token = cluster.tokens.get('admin');
});
afterAll(async () => {
  expect(faults).toEqual([]);
  await cluster.dispose();
});

const pod = (extra: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'fresh', ...extra },
  spec: { containers: [{ name: 'c', image: 'docker.io/library/busybox:1.37' }], ...spec },
});

const CASES: readonly (readonly [
  title: string,
  path: string,
  options: CallOptions,
  status: number,
  reason: string,
])[] = [
  ['an unknown resource', '/api/v1/things', {}, 404, 'NotFound'],
  ['a node in a namespace', '/api/v1/namespaces/team-a/nodes', {}, 404, 'NotFound'],
  ['a pod in no namespace', '/api/v1/pods/debian', {}, 404, 'NotFound'],
  ['an unknown group', '/apis/apps/v1/deployments', {}, 404, 'NotFound'],
  ['an unknown subresource', `${PODS}/debian/portforward`, {}, 404, 'NotFound'],
  ['a pod that is not there', `${PODS}/nope`, {}, 404, 'NotFound'],
  ['a method that is not served', '/api/v1/nodes', { method: 'POST', body: {} }, 405, 'MethodNotAllowed'],
  ['a DELETE of a collection', PODS, { method: 'DELETE' }, 405, 'MethodNotAllowed'],
  ['a limit that is not a number', `${PODS}?limit=many`, {}, 400, 'BadRequest'],
  ['a bad label selector', `${PODS}?labelSelector=a%20b`, {}, 400, 'BadRequest'],
  ['a bad field selector', `${PODS}?fieldSelector=a`, {}, 400, 'BadRequest'],
  ['an unknown field', `${PODS}?fieldSelector=spec.x%3D1`, {}, 400, 'BadRequest'],
  ['a bad continue token', `${PODS}?continue=abc`, {}, 400, 'BadRequest'],
  ['a resourceVersion in the future', `${PODS}?resourceVersion=999999`, {}, 504, 'Timeout'],
  [
    'a media type that is not served',
    PODS,
    { headers: { accept: 'application/yaml' } },
    406,
    'NotAcceptable',
  ],
  ['text that is not JSON', PODS, { method: 'POST', body: '{' }, 400, 'BadRequest'],
  ['JSON that is not an object', PODS, { method: 'POST', body: [] }, 400, 'BadRequest'],
  ['another kind', PODS, { method: 'POST', body: { kind: 'Node', apiVersion: 'v1' } }, 400, 'BadRequest'],
  [
    'a body whose type is not JSON',
    PODS,
    { method: 'POST', body: 'a: b', headers: { 'content-type': 'application/yaml' } },
    415,
    'UnsupportedMediaType',
  ],
  [
    'a body over the limit',
    PODS,
    { method: 'POST', body: 'x'.repeat(3_200_000) },
    413,
    'RequestEntityTooLarge',
  ],
  ['a pod that exists', PODS, { method: 'POST', body: pod({ name: 'debian' }) }, 409, 'AlreadyExists'],
  ['another namespace', PODS, { method: 'POST', body: pod({ namespace: 'team-b' }) }, 400, 'BadRequest'],
  [
    'a namespace that is not there',
    '/api/v1/namespaces/nope/pods',
    { method: 'POST', body: pod({}) },
    404,
    'NotFound',
  ],
  ['a bad name', PODS, { method: 'POST', body: pod({ name: 'A_b' }) }, 422, 'Invalid'],
  ['no name', PODS, { method: 'POST', body: pod({ name: '' }) }, 422, 'Invalid'],
  ['labels that are not strings', PODS, { method: 'POST', body: pod({ labels: { a: 1 } }) }, 422, 'Invalid'],
  ['no containers', PODS, { method: 'POST', body: pod({}, { containers: [] }) }, 422, 'Invalid'],
  [
    'two containers of one name',
    PODS,
    { method: 'POST', body: pod({}, { initContainers: [{ name: 'c', image: 'i' }] }) },
    422,
    'Invalid',
  ],
  [
    'a container without an image',
    PODS,
    { method: 'POST', body: pod({}, { containers: [{ name: 'c' }] }) },
    422,
    'Invalid',
  ],
  [
    'another uid than expected',
    `${PODS}/debian`,
    { method: 'DELETE', body: { preconditions: { uid: 'x' } } },
    409,
    'Conflict',
  ],
  ['a dry run', `${PODS}?dryRun=All`, { method: 'POST', body: pod({}) }, 400, 'BadRequest'],
  [
    'a changed spec',
    `${PODS}/debian`,
    {
      method: 'PATCH',
      body: '{"spec":{"nodeName":"x"}}',
      headers: { 'content-type': 'application/merge-patch+json' },
    },
    422,
    'Invalid',
  ],
  [
    'a JSON patch',
    `${PODS}/debian`,
    { method: 'PATCH', body: '[]', headers: { 'content-type': 'application/json-patch+json' } },
    415,
    'UnsupportedMediaType',
  ],
  ['a review without a spec', REVIEWS, { method: 'POST', body: {} }, 422, 'Invalid'],
  [
    'a broken protobuf review',
    REVIEWS,
    {
      method: 'POST',
      body: 'k8s\0\u0001',
      headers: { 'content-type': 'application/vnd.kubernetes.protobuf' },
    },
    400,
    'BadRequest',
  ],
  ['a negative number of log lines', `${PODS}/debian/log?tailLines=-1`, {}, 422, 'Invalid'],
  ['a container that is not there', `${PODS}/debian/log?container=x`, {}, 400, 'BadRequest'],
];

describe('the answer to a bad request', () => {
  test.each(CASES)('%s', async (_title, path, options, status, reason) => {
    const answer = await call(cluster, path, { token, ...options });
    expect(answer.json).toMatchObject({ kind: 'Status', status: 'Failure', code: status, reason });
    expect(answer.status).toBe(status);
  });

  test('an unknown path is plain text', async () => {
    const answer = await call(cluster, '/foo', { token });
    expect([answer.status, answer.text]).toEqual([404, '404 page not found\n']);
  });

  test('a request target that is not a URL', async () => {
    const { head } = await rawRequest(cluster, 'GET http://[ HTTP/1.1', { Host: 'x', Connection: 'close' });
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('bytes that are not HTTP', async () => {
    const { head } = await rawRequest(cluster, 'nonsense', {});
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('no path or body causes a 500', { timeout: 60_000 }, async () => {
    const segment = fc.oneof(
      fc.constantFrom(
        'api',
        'apis',
        'v1',
        'namespaces',
        'team-a',
        'pods',
        'debian',
        'ephemeralcontainers',
        'status',
      ),
      fc.string().map(encodeURIComponent),
    );
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS');
    const type = fc.constantFrom(
      'application/json',
      'application/merge-patch+json',
      'application/strategic-merge-patch+json',
      'application/vnd.kubernetes.protobuf',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(segment, { maxLength: 7 }),
        method,
        fc.json(),
        type,
        async (parts, verb, body, kind) => {
          // Deletions of a seed pod would change what the other tests see.
          fc.pre(verb !== 'DELETE' || !parts.includes('debian'));
          const hasBody = verb !== 'GET' && verb !== 'HEAD';
          const answer = await call(cluster, `/${parts.join('/')}`, {
            token,
            method: verb,
            ...(hasBody ? { body } : {}),
            headers: { 'content-type': kind },
          });
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { numRuns: 200 },
    );
  });
});
