import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPod, sampleContainer, samplePod } from '../testing/sample-pods.ts';
import { filterPods, matchesFilter, parseFilter, prepareSearch, toggleProblem } from './pod-filter.ts';

const pod = samplePod({
  name: 'checkout-api-7d9f8',
  namespace: 'shop',
  status: 'CrashLoopBackOff',
  node: 'node-A1',
  ip: '10.4.0.17',
  labels: { 'app.kubernetes.io/name': 'checkout', tier: 'backend' },
  containers: [sampleContainer({ name: 'api' }), sampleContainer({ name: 'istio-proxy', kind: 'sidecar' })],
});

describe('the filter', () => {
  test.each([
    '',
    '   ',
    'checkout',
    'CHECKOUT',
    'shop crash',
    'proxy',
    '10.4.0',
    'name:api-7d',
    'ns:shop',
    'namespace:sho',
    'status:crash',
    '-status:running',
    'node:a1',
    'container:istio',
    'label:tier',
    'label:backend',
    'label:tier=back',
    'label:name=checkout',
    'label:app.kubernetes.io/name=checkout',
    '-web',
    '-status:pending shop',
    'name:"checkout-api"',
    '"checkout-api',
    'status:',
    'status: shop',
    '-',
  ])('%j finds the pod', (text) => {
    expect(matchesFilter(pod, parseFilter(text))).toBe(true);
  });

  test.each([
    'web',
    'shop web',
    'name:shop',
    'ns:checkout',
    'status:pending',
    'status:running',
    'node:b',
    'container:main',
    'label:tier=front',
    'label:ier=backend=x',
    '-checkout',
    '-container:api',
    '"shop crash"',
    'colour:red',
  ])('%j hides the pod', (text) => {
    expect(matchesFilter(pod, parseFilter(text))).toBe(false);
  });

  test('notready finds pods that run but are not ready', () => {
    const unready = samplePod({ readyContainers: 0 });
    expect(matchesFilter(unready, parseFilter('status:notready'))).toBe(true);
    expect(matchesFilter(samplePod(), parseFilter('status:notready'))).toBe(false);
  });

  test('an unknown key is part of a plain word', () => {
    expect(parseFilter('http://x')).toEqual([{ key: undefined, value: 'http://x', negated: false }]);
  });

  test('parsing any text does not throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseFilter(text)).toBeInstanceOf(Array);
      }),
    );
  });

  test('each pod matches either a word or its negation', () => {
    const word = fc.constantFrom(
      'web',
      'status:run',
      'ns:team-a',
      'node:node-1',
      'label:x',
      'container:main',
    );
    fc.assert(
      fc.property(fc.array(anyPod), word, (pods, text) => {
        const found = filterPods(pods, parseFilter(text));
        const others = filterPods(pods, parseFilter(`-${text}`));
        expect(found.length + others.length).toBe(pods.length);
        expect(pods.filter((one) => found.includes(one))).toEqual(found);
      }),
    );
  });

  test('an additional word never finds more pods', () => {
    const word = fc.constantFrom('web', '-api', 'status:pend', 'ns:team', 'node:node-2');
    fc.assert(
      fc.property(fc.array(anyPod), word, word, (pods, one, two) => {
        const some = filterPods(pods, parseFilter(one));
        const fewer = filterPods(pods, parseFilter(`${one} ${two}`));
        expect(fewer.every((found) => some.includes(found))).toBe(true);
      }),
    );
  });

  test('an empty filter returns the same array', () => {
    const pods = [pod];
    expect(filterPods(pods, parseFilter(' '))).toBe(pods);
  });
});

test('preparing the search texts in parts does not change the results', () => {
  const pods = Array.from({ length: 250 }, (_, index) =>
    samplePod({ name: `pod-${index}`, uid: `${index}` }),
  );
  let breaths = 0;
  let prepared = 0;
  while (prepared < pods.length) {
    let asked = 0;
    prepared = prepareSearch(pods, prepared, () => {
      asked += 1;
      return asked > 1;
    });
    breaths += 1;
  }
  expect(breaths).toBe(3);
  expect(filterPods(pods, parseFilter('POD-249')).map(({ name }) => name)).toEqual(['pod-249']);
});

test.each([
  ['is:problem', ['crash', 'wait', 'unready']],
  ['is:crash', ['crash']],
  ['is:pending', ['wait']],
  ['is:notready', ['unready']],
  ['-is:problem', ['fine']],
  ['is:nonsense', []],
])('%s finds %j', (filter, names) => {
  const pods = [
    samplePod({ name: 'fine' }),
    samplePod({ name: 'crash', status: 'CrashLoopBackOff' }),
    samplePod({ name: 'wait', status: 'Pending' }),
    samplePod({ name: 'unready', readyContainers: 0 }),
  ];
  expect(filterPods(pods, parseFilter(filter)).map(({ name }) => name)).toEqual(names);
});

test.each([
  ['owner:deployment/web', ['web-1', 'web-2']],
  ['owner:replicaset/web-5d8f', ['web-1']],
  ['owner:deployment/we', []],
  ['owner:bare', ['bare-1']],
])('over the ReplicaSets of a Deployment, %s finds %j', (filter, names) => {
  const owned = (name: string, replicaSet: string, of: { deployment?: string }) =>
    samplePod({ name, owner: { kind: 'ReplicaSet', name: replicaSet, ...of } });
  const pods = [
    owned('web-1', 'web-5d8f', { deployment: 'web' }),
    owned('web-2', 'web-77c4', { deployment: 'web' }),
    owned('bare-1', 'bare', {}),
  ];
  expect(filterPods(pods, parseFilter(filter)).map(({ name }) => name)).toEqual(names);
});

test.each([
  ['owner:replicaset/web', ['web-1']],
  ['owner:web', ['web-1', 'canary-1']],
  ['owner:Job', ['job-1']],
  ['-owner:web', ['job-1', 'alone']],
])('%s finds %j', (filter, names) => {
  const owned = (name: string, kind: string, owner: string) =>
    samplePod({ name, owner: { kind, name: owner } });
  const pods = [
    owned('web-1', 'ReplicaSet', 'web'),
    owned('canary-1', 'ReplicaSet', 'web-canary'),
    owned('job-1', 'Job', 'backup'),
    samplePod({ name: 'alone' }),
  ];
  expect(filterPods(pods, parseFilter(filter)).map(({ name }) => name)).toEqual(names);
});

test.each([
  ['', 'crashing', 'is:crashing'],
  ['web', 'crashing', 'web is:crashing'],
  ['is:pending web', 'crashing', 'web is:crashing'],
  ['web is:crashing', 'crashing', 'web'],
  ['IS:Crashing', 'crashing', ''],
  ['-is:crashing', 'crashing', '-is:crashing is:crashing'],
])('toggling the problem of "%s" to %s gives "%s"', (filter, value, next) => {
  expect(toggleProblem(filter, value)).toBe(next);
});
