import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ObjectProtobuf } from '#demo-cluster/api/protobuf/object-protobuf.ts';
import type { KubernetesObject } from '#demo-cluster/ports.ts';
import { recordedPods } from '#demo-cluster/testing/recordings.ts';
import type { Answer } from '../client/body.ts';
import { type PodEntry, podEntry } from '../pods/list-pods.ts';
import { POD_LISTS } from '../pods/pod-list-form.ts';
import { jsonAnswer } from '../testing/json-answer.ts';
import { PROTOBUF } from './envelope.ts';

const METADATA = { resourceVersion: '7', continue: 'next', remainingItemCount: 3 };

/** The answer of an API server that is asked for the binary format. */
function protobufAnswer(pods: readonly KubernetesObject[]): Answer {
  return { contentType: PROTOBUF, bytes: new ObjectProtobuf().list(pods, METADATA) };
}

function entriesOf(answer: Answer): PodEntry[] {
  const entries: PodEntry[] = [];
  const body = POD_LISTS.open(answer);
  expect(body.head).toMatchObject(METADATA);
  expect(body.read((pod) => entries.push(podEntry(pod)))).toMatchObject(METADATA);
  return entries;
}

function expectSameRows(pods: readonly KubernetesObject[]): void {
  const inJson = jsonAnswer({ kind: 'PodList', apiVersion: 'v1', metadata: METADATA, items: pods });
  expect(entriesOf(protobufAnswer(pods))).toEqual(entriesOf(inJson));
}

const anyText = fc.string({ unit: 'grapheme' });
/** The API server leaves a text out of its JSON when it is empty. */
const text = fc.oneof(
  anyText.filter((some) => some !== ''),
  fc.constantFrom('web', 'Running', 'Error', 'True'),
);
const name = fc.constantFrom('web', 'side', 'init', 'debug');
const time = fc
  .integer({ min: Date.parse('0000-01-01T00:00:00Z') / 1000, max: Date.parse('9999-12-31T23:59:59Z') / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'));
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const texts = fc.dictionary(anyText, anyText, { noNullPrototype: true });

/** Fields that the API server may leave out are optional here; the others are those that it always writes. */
const optional = { requiredKeys: [] };
const state = fc.record(
  {
    waiting: fc.record({ reason: text, message: text }, optional),
    running: fc.record({ startedAt: time }, optional),
    terminated: fc.record(
      { exitCode: int32, signal: int32, reason: text, message: text, startedAt: time, finishedAt: time },
      { requiredKeys: ['exitCode'] },
    ),
  },
  optional,
);
const container = fc.record(
  {
    name,
    image: text,
    command: fc.array(text),
    env: fc.array(fc.record({ name: text, value: text })),
    restartPolicy: fc.constantFrom('Always', 'Never'),
  },
  { requiredKeys: ['name'] },
);
const containerStatus = fc.record(
  {
    name,
    state,
    lastState: state,
    ready: fc.boolean(),
    started: fc.boolean(),
    restartCount: fc.nat(),
    image: text,
    imageID: text,
  },
  { requiredKeys: ['name', 'ready', 'restartCount'] },
);
const condition = fc.record(
  {
    type: fc.constantFrom('Initialized', 'Ready', 'PodScheduled'),
    status: fc.constantFrom('True', 'False'),
    reason: fc.oneof(text, fc.constant('SchedulingGated')),
    message: text,
    lastProbeTime: fc.constant(null),
    lastTransitionTime: time,
  },
  { requiredKeys: ['type', 'status'] },
);
const pod = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Pod'),
  metadata: fc.record(
    {
      name: text,
      namespace: text,
      uid: text,
      resourceVersion: text,
      generation: fc.maxSafeInteger(),
      creationTimestamp: time,
      deletionTimestamp: time,
      labels: texts,
      annotations: fc.oneof(
        texts,
        name.map((container) => ({ 'kubectl.kubernetes.io/default-container': container })),
      ),
      ownerReferences: fc.array(
        fc.record(
          { kind: fc.constantFrom('ReplicaSet', 'Job'), name: text, uid: text, controller: fc.boolean() },
          { requiredKeys: ['kind', 'name', 'uid'] },
        ),
      ),
    },
    { requiredKeys: ['name'] },
  ),
  spec: fc.record(
    {
      containers: fc.array(container),
      initContainers: fc.array(container),
      ephemeralContainers: fc.array(container),
      nodeName: text,
      nodeSelector: fc.constantFrom({}, { 'kubernetes.io/os': 'windows' }, { disk: 'fast' }),
      os: fc.record({ name: fc.constantFrom('linux', 'windows') }),
      terminationGracePeriodSeconds: fc.nat(),
    },
    { requiredKeys: ['containers'] },
  ),
  status: fc.record(
    {
      phase: fc.constantFrom('Running', 'Pending', 'Succeeded', 'Failed'),
      reason: fc.oneof(text, fc.constantFrom('Evicted', 'NodeLost')),
      message: text,
      conditions: fc.array(condition),
      podIP: text,
      hostIP: text,
      initContainerStatuses: fc.array(containerStatus),
      containerStatuses: fc.array(containerStatus),
      ephemeralContainerStatuses: fc.array(containerStatus),
    },
    optional,
  ),
});

describe('rows of a list are the same in both formats', () => {
  test('for the pods of a real cluster', () => {
    expectSameRows(recordedPods());
  });

  test('for any pods', () => {
    fc.assert(fc.property(fc.array(pod, { maxLength: 3 }), (pods) => expectSameRows(pods)));
  });
});

describe('an odd pod', () => {
  const [first, odd, last] = ['first', 'odd', 'last'].map(
    (podName): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: podName, namespace: 'a', uid: `uid-${podName}` },
      spec: { containers: [{ name: 'web' }] },
      status: { phase: 'Running', podIP: '10.0.0.1' },
    }),
  ) as [KubernetesObject, KubernetesObject, KubernetesObject];

  /** The list with a wrong length before this text of the second pod. */
  function brokenBefore(part: string): Answer {
    const { contentType, bytes } = protobufAnswer([first, odd, last]);
    bytes[bytes.indexOf(part, bytes.indexOf('odd')) - 1] = 0x7f;
    return { contentType, bytes };
  }

  function namesIn(answer: Answer): string[] {
    const names: string[] = [];
    POD_LISTS.open(answer).read(({ metadata }, only) => {
      names.push(only === undefined ? `${metadata?.name}` : `${metadata?.name}: ${only}`);
    });
    return names;
  }

  test('is known by its metadata, and hides no other', () => {
    expect(namesIn(brokenBefore('Running'))).toEqual(['first', 'odd: odd', 'last']);
  });

  test('without a name that can be read makes the answer unreadable', () => {
    expect(() => namesIn(brokenBefore('odd'))).toThrow('could not be read');
  });
});

test('any bytes are read, or are an answer that could not be read', () => {
  const bytes = fc.uint8Array().map((array) => Buffer.from(array));
  const wrapped = fc.array(pod, { maxLength: 2 }).chain((pods) => {
    const whole = protobufAnswer(pods).bytes;
    const change = fc.record({ at: fc.nat({ max: whole.length - 1 }), byte: fc.nat({ max: 255 }) });
    return fc.array(change, { maxLength: 4 }).map((changes) => {
      const changed = Buffer.from(whole);
      for (const { at, byte } of changes) changed[at] = byte;
      return changed;
    });
  });
  fc.assert(
    fc.property(fc.oneof(bytes, wrapped), (body) => {
      try {
        POD_LISTS.open({ contentType: PROTOBUF, bytes: body }).read(podEntry);
      } catch (error) {
        expect(error).toMatchObject({ name: 'UnreadableAnswerError' });
      }
    }),
  );
});
