import { beforeEach, describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { ReasonMode } from '../config/reason-rules.ts';
import type { Clusters } from '../kubernetes/ports.ts';
import type { Runtime, SignInDoor, WatchingDoor } from '../runtime.ts';
import type { SessionRegistry, SessionRequest } from '../terminal/registry.ts';
import { type ApplicationOptions, createApplication } from './application.ts';
import type { RecordingsDoor } from './recordings-door.ts';

const ADA = localCaller('ada', 'Ada');
const LEFT = new AbortController().signal;

let asked: string[];
let address = '203.0.113.1';
let runtime: Runtime;

const applicationOptions = (): ApplicationOptions => ({
  settings: {
    sockjsPrefix: '/ws',
    heartbeatSeconds: 5,
    resumeSeconds: 60,
    reopenSeconds: 60,
    frameAncestors: [],
    hasRecordings: false,
  },
  clusters: recorder<Clusters>('clusters'),
  registry: recorder<SessionRegistry>('registry'),
  shells: { list: async () => ({ items: [] }), take: () => () => {} },
  signIn: recorder<SignInDoor>('signIn'),
  watching: recorder<WatchingDoor>('watching'),
  caller: () => ADA,
  address: () => address,
  limits: { maxPodStreamsPerAddress: 300, maxLogsPerAddress: 300 },
  requestAudit: {
    problem: () => asked.push('problem'),
    record: (event) => asked.push(event),
  },
  shellLog: {
    requested: () => Promise.resolve(),
    refused: () => asked.push('refused'),
  },
  debugImages: ['busybox:1'],
  auditable: () => Promise.resolve(),
  reasonModeIn: () => 'off',
  recordings: recorder<RecordingsDoor>('recordings'),
  recorded: undefined,
  newShellId: () => '3f2b8c1e-6f0b-4a53-9c3e-7f1d0a9b4c21',
  newStreamId: () => 'stream-1',
  onShellIssued: () => asked.push('onShellIssued'),
  reportFailure: () => asked.push('reportFailure'),
});

beforeEach(() => {
  asked = [];
  runtime = createApplication(applicationOptions());
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

describe("when the caller's sign-in ends", () => {
  const ended = new AbortController();
  const caller = { ...ADA, ended: ended.signal };
  const reason = new PodshellError('unauthenticated', 'Signed out.');
  const followed: AbortSignal[] = [];
  const silent: Partial<Clusters> = {
    async *podEvents(_caller, _place, signal) {
      followed.push(signal);
      yield { type: 'snapshot', data: { items: [], resourceVersion: '1' } };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };

  test('its pod events end with `unauthenticated`, and its combined streams end', async () => {
    runtime = createApplication({ ...applicationOptions(), clusters: silent as Clusters });
    const events = runtime.podEvents(caller, {}, LEFT)[Symbol.asyncIterator]();
    const { id, stream } = runtime.openPodStream(caller, LEFT);
    const combined = stream[Symbol.asyncIterator]();
    runtime.carryPodSubjects(caller, id, new Map([['a', {}]]));
    expect(await events.next()).toMatchObject({ value: { type: 'snapshot' } });
    expect(await combined.next()).toMatchObject({ value: { subject: 'a' } });
    const pending = [events.next(), combined.next()] as const;
    ended.abort(reason);
    await expect(pending[0]).rejects.toBe(reason);
    expect(await pending[1]).toEqual({ done: true, value: undefined });
    expect(followed.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(() => runtime.carryPodSubjects(caller, id, new Map())).toThrow('Stream not found');
  });

  test('nothing is streamed to a caller whose sign-in has ended', async () => {
    runtime = createApplication(applicationOptions());
    const late = { ...ADA, ended: AbortSignal.abort(reason) };
    const { stream } = runtime.openPodStream(late, LEFT);
    expect(await stream[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
  });
});

test('the number of lists that one client address follows is limited', () => {
  const open = Array.from({ length: 300 }, () => new AbortController());
  for (const [index, { signal }] of open.entries()) {
    runtime.podEvents(localCaller(`user-${index}`, 'U'), {}, signal);
  }
  expect(() => runtime.podEvents(ADA, {}, LEFT)).toThrow(
    expect.objectContaining({ code: 'too-many-requests' }),
  );
  address = '203.0.113.2';
  expect(() => runtime.podEvents(ADA, {}, LEFT)).not.toThrow();
  address = '203.0.113.1';
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
  expect(asked).toEqual(['refused']);
});

describe('a requested shell', () => {
  const TARGET = { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' };
  const issued = { sessionId: 'secret', expiresAt: 0 };

  function shellRuntime(changes: Partial<ApplicationOptions['shellLog']> = {}, mode: ReasonMode = 'off') {
    const resolveShellTarget = async () => TARGET;
    const issue = () => {
      asked.push('issue');
      return issued;
    };
    const options = applicationOptions();
    return createApplication({
      ...options,
      clusters: { resolveShellTarget } as unknown as Clusters,
      registry: { issue } as unknown as SessionRegistry,
      shellLog: { ...options.shellLog, ...changes },
      reasonModeIn: (namespace) => (namespace === TARGET.namespace ? mode : 'off'),
    });
  }

  test('is in the log before there is a session for it', async () => {
    const { issueShell } = shellRuntime({ requested: async ({ shellId }) => void asked.push(shellId) });
    await issueShell(ADA, { pod: 'debian' });
    expect(asked).toEqual(['3f2b8c1e-6f0b-4a53-9c3e-7f1d0a9b4c21', 'issue', 'onShellIssued']);
  });

  test('has no session while the log cannot be written', async () => {
    const unavailable = new PodshellError('audit-unavailable', 'No.');
    const { issueShell } = shellRuntime({ requested: () => Promise.reject(unavailable) });
    await expect(issueShell(ADA, { pod: 'debian' })).rejects.toBe(unavailable);
    expect(asked).toEqual(['refused']);
  });

  test('is refused in the log with its place, and without one for names that are none', async () => {
    const places: object[] = [];
    const refused = (_shellId: string, place: object) => void places.push(place);
    const { issueShell } = createApplication({
      ...applicationOptions(),
      clusters: {
        resolveShellTarget: () => Promise.reject(new PodshellError('forbidden', 'No.')),
      } as unknown as Clusters,
      shellLog: { requested: () => Promise.resolve(), refused },
    });
    await expect(issueShell(ADA, { pod: 'debian', namespace: 'team-a' })).rejects.toThrow('No.');
    await expect(issueShell(ADA, { pod: 'No Name!', namespace: 'team-a' })).rejects.toThrow();
    expect(places).toEqual([{ pod: 'debian', namespace: 'team-a' }, {}]);
  });

  test.each([
    ['off', undefined, 'none'],
    ['off', null, 'none'],
    ['off', 'INC-1', 'INC-1'],
    ['optional', undefined, 'none'],
    ['optional', '', 'none'],
    ['optional', ' INC-1 ', 'INC-1'],
    ['required', 'INC-1', 'INC-1'],
  ] as const)('where reasons are %s, with %j, is opened', async (mode, given, logged) => {
    const requested = async ({ reason = 'none' }) => void asked.push(reason);
    await shellRuntime({ requested }, mode).issueShell(ADA, { pod: 'debian', reason: given });
    expect(asked).toEqual([logged, 'issue', 'onShellIssued']);
  });

  test.each([
    ['required', undefined, 'reason-required', ['refused']],
    ['required', '', 'reason-required', ['refused']],
    ['required', ' ', 'reason-required', ['refused']],
    // The page has not asked its user yet, who thus has tried nothing.
    ['required', null, 'reason-required', []],
    ['optional', null, 'reason-optional', []],
  ] as const)('where reasons are %s, with %j, is refused as %s', async (mode, given, code, logged) => {
    const issuing = shellRuntime({}, mode).issueShell(ADA, { pod: 'debian', reason: given });
    await expect(issuing).rejects.toMatchObject({ code });
    expect(asked).toEqual(logged);
  });
});

describe('a shell that is recorded', () => {
  const request = { pod: 'web' };
  const target = { context: 'c', namespace: 'n', pod: 'web', container: 'main' };
  const issued: SessionRequest[] = [];
  const options = (recorded: ApplicationOptions['recorded']): ApplicationOptions => ({
    ...applicationOptions(),
    clusters: { resolveShellTarget: async () => target } as unknown as Clusters,
    registry: {
      issue(session: SessionRequest) {
        issued.push(session);
        return { sessionId: 'session', expiresAt: 0 };
      },
    } as unknown as SessionRegistry,
    recorded,
  });

  test('is issued with how it is recorded', async () => {
    const admitted: unknown[] = [];
    runtime = createApplication(
      options({
        async admit(shell) {
          admitted.push(shell);
          return 'strict';
        },
        async dropped() {},
      }),
    );
    await runtime.issueShell(ADA, request);
    expect(admitted).toMatchObject([{ caller: ADA, target }]);
    expect(issued.splice(0)).toMatchObject([{ recording: 'strict', target }]);
  });

  test('is not issued when its recording has no store, which auditors are told', async () => {
    const refusal = new PodshellError('recording-unavailable', 'No store.');
    const dropped: string[] = [];
    runtime = createApplication(
      options({
        admit: () => Promise.reject(refusal),
        dropped: async (shellId) => void dropped.push(shellId),
      }),
    );
    await expect(runtime.issueShell(ADA, request)).rejects.toBe(refusal);
    expect(issued).toEqual([]);
    expect(asked).toEqual(['refused']);
    expect(dropped).toHaveLength(1);
  });
});
