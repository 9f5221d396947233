import { expect, test, vi } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type FollowEndpoints, openDirectory } from './open-directory.ts';

const clock = new FakeClock();
const logger = new RecordingLogger();
const nobody: FollowEndpoints = () => expect.unreachable();

test('a list is what it is', () => {
  const urls = ['https://web-1:9443', 'https://web-2:9443'];
  const onListed = vi.fn();
  openDirectory({ places: { kind: 'list', urls }, followEndpoints: nobody, clock, logger }).start(onListed);
  expect(onListed.mock.calls).toEqual([[urls]]);
});

test('a name is looked up as the system does', async () => {
  const places = { kind: 'dns', name: 'localhost', port: 9443 } as const;
  const directory = openDirectory({ places, followEndpoints: nobody, clock, logger });
  const onListed = vi.fn();
  directory.start(onListed);
  await vi.waitUntil(() => onListed.mock.calls.length > 0);
  directory.dispose();
  const [urls] = onListed.mock.calls[0] ?? [];
  expect(urls).not.toEqual([]);
  for (const url of urls) expect(url).toMatch(/^https:\/\/(127\.0\.0\.\d|\[::1\]):9443$/);
});

test('the addresses behind a Service become those of listeners, until the end', () => {
  const service = { namespace: 'tools', service: 'peers' };
  let signal = AbortSignal.abort();
  const followEndpoints: FollowEndpoints = (asked, onAddresses, ended) => {
    signal = ended;
    expect(asked).toMatchObject(service);
    onAddresses(['10.0.0.1', 'fd00::1']);
  };
  const places = { kind: 'endpointslices', ...service, port: 9443 } as const;
  const directory = openDirectory({ places, followEndpoints, clock, logger });
  const onListed = vi.fn();
  directory.start(onListed);
  expect(onListed.mock.calls).toEqual([[['https://10.0.0.1:9443', 'https://[fd00::1]:9443']]]);
  expect(signal.aborted).toBe(false);
  directory.dispose();
  expect(signal.aborted).toBe(true);
});
