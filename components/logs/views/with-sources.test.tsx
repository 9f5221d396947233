// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { LogPlace } from '#components/addresses/log-place.ts';
import {
  type FakeEventSource,
  fakeEventSources,
  snapshotOf,
} from '#components/pods/testing/fake-event-source.ts';
import { sampleContainer, samplePod } from '#components/pods/testing/sample-pods.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { WithSources } from './with-sources.tsx';

const PLACE: LogPlace = {
  context: undefined,
  namespace: 'team-a',
  of: { kind: 'owner', owner: 'Deployment/web' },
  container: undefined,
};
const webPod = (name: string) =>
  samplePod({
    name,
    uid: name,
    owner: { kind: 'ReplicaSet', name: 'web-6f7', deployment: 'web' },
    containers: [sampleContainer({ name: 'web' })],
  });

let streams: readonly FakeEventSource[];

beforeEach(() => {
  streams = fakeEventSources();
  renderPage(
    <WithSources
      place={PLACE}
      render={({ sources, isKnown }) => (
        <output>
          {isKnown ? sources.map(({ pod, isNew }) => (isNew ? `${pod} (new)` : pod)).join() : 'asking'}
        </output>
      )}
    />,
  );
});

const shown = () => screen.getByRole('status').textContent;

test('the pods of an owner are asked for, and those that come are told from the first', async () => {
  expect(shown()).toBe('asking');
  act(() => streams[0]?.say(snapshotOf(webPod('web-a'), samplePod({ name: 'db' }))));
  expect(shown()).toBe('web-a');
  act(() => streams[0]?.say({ type: 'added', data: webPod('web-b') }));
  await screen.findByText('web-a,web-b (new)');
  act(() => streams[0]?.say({ type: 'deleted', data: webPod('web-a') }));
  await screen.findByText('web-b (new)');
});

test('an owner without pods is known to have none', () => {
  act(() => streams[0]?.say(snapshotOf(samplePod({ name: 'db' }))));
  expect(shown()).toBe('');
});
