import { describe, expect, test } from 'vitest';
import { marksOf } from '#protocol/debug-copy.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { podPath } from '../client/paths.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import type { PodObject } from '../objects.ts';
import { startCopy } from './start-copy.ts';

const WEB: PodObject = { metadata: { name: 'web', namespace: 'a' }, spec: { containers: [{ name: 'app' }] } };
const EXISTS = new ApiStatusError(409, 'AlreadyExists', 'pods "web-debug-bbbbb" already exists');
const ALLOWED = { review: async () => ({ allowed: true, detail: '' }) };

/** Creates a copy in a cluster that says that it exists already. @param there what is found under its name */
async function firstEvent(there: () => Promise<PodObject>) {
  const get = async (path: string) => (path === podPath('a', 'web') ? WEB : there());
  const client = { get, post: () => Promise.reject(EXISTS) };
  const place = {
    identity: { client, context: 'main' } as unknown as ClusterIdentity,
    reviews: ALLOWED,
    copyReviews: ALLOWED,
    clock: new FakeClock(),
    random: () => 0,
    namespace: 'a',
    pod: 'web',
  };
  const wish = { image: 'busybox:1', replace: undefined, sameNode: false, profile: 'general' } as const;
  const events = startCopy(place, wish, 'ada', () => {}, new AbortController().signal);
  return (await events.next()).value;
}

const copyWith = (container: string): PodObject => ({
  metadata: { name: 'web-debug-bbbbb', ...marksOf({ of: 'web', container, createdBy: 'ada' }) },
});

test('a request that was sent twice has created its copy', async () => {
  expect(await firstEvent(async () => copyWith('debugger-bbbbb'))).toMatchObject({
    type: 'progress',
    data: { kind: 'created', pod: 'web-debug-bbbbb', container: 'debugger-bbbbb' },
  });
});

describe('what has the name already is not taken for the copy', () => {
  test.each<[string, () => Promise<PodObject>]>([
    ['another copy', async () => copyWith('debugger-other')],
    ['another pod', async () => ({ metadata: { name: 'web-debug-bbbbb' } })],
    ['one that the caller may not read', () => Promise.reject(new ApiStatusError(403, 'Forbidden', ''))],
  ])('%s', async (_what, there) => {
    await expect(firstEvent(there)).rejects.toMatchObject({ name: 'PodshellError', code: 'cluster-error' });
  });
});
