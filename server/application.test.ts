import { beforeEach, describe, expect, test } from 'vitest';
import { localCaller } from '#server/testing/callers.ts';
import { createApplication } from './application.ts';
import type { Clusters } from './kubernetes/ports.ts';
import type { Runtime, SignInDoor } from './runtime.ts';
import type { SessionRegistry } from './terminal/registry.ts';

const ADA = localCaller('ada', 'Ada');
const LEFT = new AbortController().signal;

let asked: string[];
let runtime: Runtime;
beforeEach(() => {
  asked = [];
  runtime = createApplication({
    settings: {
      sockjsPrefix: '/ws',
      heartbeatSeconds: 5,
      resumeSeconds: 60,
      reopenSeconds: 60,
      frameAncestors: [],
    },
    clusters: recorder<Clusters>('clusters'),
    registry: recorder<SessionRegistry>('registry'),
    signIn: recorder<SignInDoor>('signIn'),
    caller: () => ADA,
    onShellIssued: () => asked.push('onShellIssued'),
    reportFailure: () => asked.push('reportFailure'),
  });
});

/** Records which methods are called. */
function recorder<Room extends object>(room: string): Room {
  return new Proxy({} as Room, { get: (_, method) => () => void asked.push(`${room}.${String(method)}`) });
}

test('the number of lists that one user follows is limited, independent of other users', async () => {
  const open = Array.from({ length: 200 }, () => new AbortController());
  for (const { signal } of open) runtime.podEvents(ADA, {}, signal);
  expect(() => runtime.podEvents(ADA, {}, LEFT)).toThrow(
    expect.objectContaining({ code: 'too-many-requests' }),
  );
  expect(() => runtime.podEvents(localCaller('bob', 'Bob'), {}, LEFT)).not.toThrow();
  open[0]?.abort();
  expect(() => runtime.podEvents(ADA, {}, LEFT)).not.toThrow();
});

/** Every method that takes names, with the calls that valid names lead to. */
const CALLS: Record<string, (names: { namespace: string; pod: string }) => unknown> = {
  pods: ({ namespace }) => runtime.pods(ADA, { namespace }),
  'pods of several namespaces': ({ namespace }) => runtime.pods(ADA, { namespaces: ['a', namespace] }),
  podSnapshot: ({ namespace }) => runtime.podSnapshot(ADA, { namespaces: [namespace] }, 'soon'),
  podEvents: ({ namespace, pod }) => runtime.podEvents(ADA, { namespace, pod }, LEFT),
  pod: (names) => runtime.pod(ADA, names),
  podYaml: (names) => runtime.podYaml(ADA, names),
  execAccess: ({ namespace }) => runtime.execAccess(ADA, { namespaces: [namespace] }),
};

describe.each(Object.entries(CALLS))('%s', (_, call) => {
  test('asks the cluster about valid names', async () => {
    await call({ namespace: 'team-a', pod: 'web-0.web' });
    expect(asked).toHaveLength(1);
  });

  test.each(['Team', 'a.b', '..', 'a%2fb', 'a/b', 'team-a%00', ''])(
    'asks nothing of a cluster for the namespace %j',
    async (namespace) => {
      const called = async () => await call({ namespace, pod: 'debian' });
      await expect(called()).rejects.toMatchObject({ code: 'bad-request' });
      expect(asked).toEqual([]);
    },
  );
});

describe.each(['podEvents', 'pod', 'podYaml'])('%s', (method) => {
  test.each(['..', '../x', 'A', 'a%2fb', 'a/b'])(
    'sends no request to a cluster for the pod %j',
    async (pod) => {
      const called = async () => await CALLS[method]?.({ namespace: 'team-a', pod });
      await expect(called()).rejects.toMatchObject({ code: 'bad-request' });
      expect(asked).toEqual([]);
    },
  );
});

test.each([
  { pod: '../x' },
  { pod: 'debian', namespace: 'Team' },
  { pod: 'debian', namespace: 'team-a', container: 'a.b' },
  { pod: 'debian', container: 'A/b' },
])('a shell for %j is refused before a cluster is asked', async (request) => {
  await expect(runtime.issueShell(ADA, request)).rejects.toMatchObject({ code: 'bad-request' });
  expect(asked).toEqual([]);
});
