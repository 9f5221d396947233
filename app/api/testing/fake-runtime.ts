/** A runtime for tests: records calls and returns fixed results. */

import type { PodStreamEvent } from '#protocol/api.ts';
import type { DebugEvent } from '#protocol/debug.ts';
import type { Runtime } from '#server/runtime.ts';

const SESSION_ID = 'session-1';

export interface FakeRuntime extends Runtime {
  /** Every call as `[method, ...arguments after the caller]`. */
  readonly calls: readonly (readonly unknown[])[];
  /** The arguments of `reportFailure`. */
  readonly failures: readonly unknown[];
  /** The codes that `reportRefusal` got. */
  readonly refusals: readonly string[];
}

/** A runtime with default results; `changes` replaces methods. */
export function fakeRuntime(changes: Partial<Runtime> = {}): FakeRuntime {
  const calls: unknown[][] = [];
  const failures: unknown[] = [];
  const refusals: string[] = [];
  const record =
    <Result>(method: string, result: Result) =>
    (_caller: unknown, ...rest: unknown[]) => {
      calls.push([method, ...rest]);
      return result;
    };
  return {
    calls,
    failures,
    refusals,
    settings: {
      sockjsPrefix: '/ws/api/sockjs',
      heartbeatSeconds: 5,
      resumeSeconds: 7200,
      reopenSeconds: 600,
      frameAncestors: [],
      hasRecordings: true,
    },
    ready: true,
    signIn: {
      mode: 'kubeconfig',
      place: () => Promise.resolve(null),
      provider: '',
      withToken: (token, context) =>
        record('withToken', Promise.resolve({ setCookies: [] }))(null, token, context),
      begin: (returnTo) => record('begin', Promise.resolve({ setCookies: [] }))(null, returnTo),
      claim: (frame) => record('claim', Promise.resolve({ setCookies: [] }))(null, frame),
      redeem: (ticket) => record('redeem', Promise.resolve({ setCookies: [] }))(null, ticket),
      finish: (query) => record('finish', Promise.resolve({ setCookies: [] }))(null, String(query)),
      end: () => record('end', Promise.resolve({ setCookies: [] }))(null),
    },
    watching: {
      origin: (host) => `http://${host}`,
      share: record('share', { viewId: 'v1', createdAt: '', expiresAt: '' }),
      sharing: record('sharing', { links: [], watchers: [] }),
      end: record('endView', undefined),
      look: record(
        'look',
        Promise.resolve({ owner: 'ada', context: '', namespace: '', pod: '', container: '', expiresAt: '' }),
      ),
    },
    caller: () => ({ userId: 'local', displayName: 'ada', groups: [], credential: { kind: 'kubeconfig' } }),
    me: record('me', Promise.resolve({ user: 'ada', groups: [], mode: 'kubeconfig' as const })),
    contexts: record('contexts', Promise.resolve({ items: [], current: 'admin' })),
    namespaces: record('namespaces', Promise.resolve({ items: [], complete: true })),
    pods: record('pods', Promise.resolve({ items: [], resourceVersion: '7' })),
    podSnapshot: record('podSnapshot', Promise.resolve({ items: [], total: 0, refused: [] })),
    podEvents: () => streamOf([]),
    openPodStream: () => {
      throw new Error('openPodStream() is not set in this test');
    },
    carryPodSubjects: record('carryPodSubjects', undefined),
    pod: () => Promise.reject(new Error('pod() is not set in this test')),
    podYaml: record('podYaml', Promise.resolve('kind: Pod\n')),
    podLog: record('podLog', Promise.resolve(bytesOf([]))),
    execAccess: record('execAccess', Promise.resolve({ items: [] })),
    debugChoices: record(
      'debugChoices',
      Promise.resolve({
        images: ['busybox:1'],
        targets: [],
        replaceable: [],
        running: [],
        access: { allowed: true, detail: '' },
        copy: { allowed: true, detail: '' },
      }),
    ),
    startDebug: (...[, ...rest]) => {
      calls.push(['startDebug', ...rest.slice(0, 2)]);
      return debugStream();
    },
    debugCopies: record('debugCopies', Promise.resolve({ items: [] })),
    deleteDebugCopy: record('deleteDebugCopy', Promise.resolve()),
    issueShell: record(
      'issueShell',
      Promise.resolve({ sessionId: SESSION_ID, container: 'web', expiresAt: '2026-01-01T00:00:10.000Z' }),
    ),
    sessions: record('sessions', Promise.resolve({ items: [] })),
    endSession: record('endSession', Promise.resolve()),
    leaveSession: record('leaveSession', undefined),
    recordings: record('recordings', Promise.resolve({ items: [] })),
    recording: () => Promise.reject(new Error('recording() is not set in this test')),
    recordingFile: () => Promise.reject(new Error('recordingFile() is not set in this test')),
    reportRefusal: ({ code }) => refusals.push(code),
    reportFailure: (error) => failures.push(error),
    ...changes,
  };
}

async function* debugStream(): AsyncGenerator<DebugEvent, void, undefined> {
  const container = 'debugger-x';
  yield { type: 'progress', data: { kind: 'created', container, reason: '', message: '' } };
  yield { type: 'ready', data: { container } };
}

/** Yields the given events, then ends. */
export async function* streamOf(events: readonly PodStreamEvent[]): AsyncGenerator<PodStreamEvent> {
  yield* events;
}

/** Yields the given texts as bytes, then ends. */
export async function* bytesOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}
