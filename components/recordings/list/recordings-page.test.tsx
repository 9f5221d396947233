// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { RecordingList, RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { RecordingsPage } from './recordings-page.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const RECORDING: RecordingMeta = {
  id: 'r1',
  context: 'prod',
  namespace: 'team-a',
  pod: 'web',
  container: 'main',
  user: 'alice',
  startedAt: Date.UTC(2026, 10, 28, 3, 4, 5),
  durationMs: 754_000,
  bytes: 1_000,
  outputBytes: 900,
  gapBytes: 0,
  exitCode: 0,
  cause: 'process-exited',
  hash: 'ab',
  signed: true,
  encrypted: false,
  state: 'complete',
};

/** What the server answers, in order; the last one again. */
let answers: (() => Response)[];
let asked: string[];

const list = (items: readonly RecordingMeta[], cursor?: string) => () =>
  Response.json({ items, ...(cursor === undefined ? {} : { cursor }) } satisfies RecordingList);

const problem = (status: number, code: string) => () =>
  Response.json({ status, title: code, code, detail: '' }, { status });

beforeEach(() => {
  asked = [];
  vi.stubEnv('TZ', 'UTC');
  window.history.replaceState(null, '', '/recordings');
  vi.stubGlobal(
    'fetch',
    vi.fn(async (route: string) => {
      asked.push(decodeURIComponent(route));
      return (answers.length > 1 ? answers.shift() : answers[0])?.();
    }),
  );
});

test('says of each recording whose it is, where, when, how long, and how whole', async () => {
  answers = [
    list([
      RECORDING,
      { ...RECORDING, id: 'r2', pod: 'db', state: 'live', durationMs: 0, encrypted: true },
      { ...RECORDING, id: 'r3', pod: 'job', state: 'cut-short', gapBytes: 4_096 },
      { ...RECORDING, id: 'r4', pod: 'lost', state: 'incomplete', lostBy: 'upload-aborted' },
    ]),
  ];
  renderPage(<RecordingsPage initial={{}} isOn />);
  const rows = (await screen.findAllByRole('row')).slice(1).map(({ textContent }) => textContent);
  expect(rows).toEqual([
    'webmainteam-aprodaliceNov 28, 2026, 03:04:0512:34Complete',
    'dbmainteam-aprodaliceNov 28, 2026, 03:04:05still runningLiveEncrypted',
    'jobmainteam-aprodaliceNov 28, 2026, 03:04:0512:34Cut short4,096 bytes missing',
    'lostmainteam-aprodaliceNov 28, 2026, 03:04:0512:34Incomplete',
  ]);
  expect(
    screen.getByRole('link', {
      name: 'Recording of the shell in db, container main, namespace team-a, context prod, by alice, Nov 28, 2026, 03:04:05',
    }),
  ).toHaveProperty('pathname', '/recordings/r2');
});

test('asks with the filters of the address, which follows what is chosen', async () => {
  answers = [list([])];
  const { user } = renderPage(<RecordingsPage initial={{ namespace: 'team-a', from: '2026-11-28' }} isOn />);
  await screen.findByText('No recordings match these filters.');
  expect(asked).toEqual(['/api/recordings?namespace=team-a&from=2026-11-28T00:00:00.000Z']);
  await user.type(screen.getByRole('textbox', { name: 'User' }), 'bob{Enter}');
  await waitFor(() => expect(window.location.search).toBe('?namespace=team-a&user=bob&from=2026-11-28'));
  expect(asked.at(-1)).toContain('user=bob');
  await user.click(screen.getByRole('button', { name: 'Reset filters' }));
  await screen.findByText(/Shells are recorded where/);
  expect(window.location.search).toBe('');
});

test('pages without a match are passed over, and further ones are loaded on demand', async () => {
  answers = [
    list([], 'a'),
    list([], 'b'),
    list([RECORDING], 'c'),
    list([{ ...RECORDING, id: 'r2', pod: 'db' }]),
  ];
  const { user } = renderPage(<RecordingsPage initial={{}} isOn />);
  await user.click(await screen.findByRole('button', { name: 'Load more' }));
  expect(await screen.findAllByRole('row')).toHaveLength(3);
  expect(asked.map((route) => /cursor=(.*)/.exec(route)?.[1])).toEqual([undefined, 'a', 'b', 'c']);
  expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
});

test('after many pages without a match, the user is asked', async () => {
  answers = [list([], 'far')];
  renderPage(<RecordingsPage initial={{ pod: 'gone' }} isOn />);
  await screen.findByText(/Older recordings haven’t been searched yet/);
  expect(asked).toHaveLength(8);
});

test('a store that does not answer is explained; what was loaded stays', async () => {
  answers = [list([RECORDING], 'a'), problem(503, 'recording-store-unavailable'), list([])];
  const { user } = renderPage(<RecordingsPage initial={{}} isOn />);
  await user.click(await screen.findByRole('button', { name: 'Load more' }));
  await screen.findByText('Recordings are unavailable');
  expect(screen.getAllByRole('row')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText('Recordings are unavailable')).toBeNull());
});

test('who may not read them is told so', async () => {
  answers = [problem(403, 'forbidden')];
  renderPage(<RecordingsPage initial={{}} isOn />);
  expect(await screen.findByRole('alert')).toHaveProperty(
    'textContent',
    expect.stringContaining('permission'),
  );
});

test('without a store, nothing is asked', () => {
  renderPage(<RecordingsPage initial={{}} isOn={false} />);
  expect(screen.getByRole('heading', { name: 'Recording is off' })).toBeDefined();
  expect(asked).toEqual([]);
});
