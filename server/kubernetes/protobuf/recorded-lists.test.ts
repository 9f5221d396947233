/** What a real API server wrote at one moment, in both formats. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PodEntry, podEntry } from '../pods/list-pods.ts';
import { POD_LISTS } from '../pods/pod-list-form.ts';
import { jsonAnswer } from '../testing/json-answer.ts';
import { PROTOBUF } from './envelope.ts';
import { statusFromProtobuf } from './status-message.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/k8s-wire/api');

interface Recorded {
  readonly b64: string;
  readonly inJson: { readonly metadata: object; readonly items: readonly object[] };
  readonly refused: { readonly status: number; readonly b64: string };
}

const recorded = JSON.parse(readFileSync(join(FIXTURES, 'pods-list-protobuf.json'), 'utf8')) as Recorded;
const inProtobuf = { contentType: PROTOBUF, bytes: Buffer.from(recorded.b64, 'base64') };

function entriesOf(answer: Parameters<typeof POD_LISTS.open>[0]): PodEntry[] {
  const entries: PodEntry[] = [];
  POD_LISTS.open(answer).read((pod) => entries.push(podEntry(pod)));
  return entries;
}

test('the rows are the same in both', () => {
  expect(entriesOf(inProtobuf)).toEqual(entriesOf(jsonAnswer(recorded.inJson)));
  expect(recorded.inJson.items.length).toBeGreaterThan(8);
});

test('so are the metadata of the list, which come first', () => {
  const { head } = POD_LISTS.open(inProtobuf);
  expect(head).toMatchObject(recorded.inJson.metadata);
});

test('a refusal has the words of the cluster', () => {
  expect(statusFromProtobuf(Buffer.from(recorded.refused.b64, 'base64'))).toMatchObject({
    status: 'Failure',
    code: 403,
    reason: 'Forbidden',
    message: expect.stringContaining('User "alice" cannot list resource "pods"'),
  });
});
