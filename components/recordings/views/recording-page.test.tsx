// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { failureCatalog } from '#components/failures/catalog.ts';
import { keyPlace } from '#components/keys/key-place.ts';
import { LANGUAGES } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { recordingsCatalog } from '../catalog.ts';
import type { Segment } from '../player/replay.ts';
import type { Reading } from '../source/recording-reader.ts';
import type { PageMessage, WorkerMessage } from '../source/worker-port.ts';
import { RecordingPage } from './recording-page.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

/** The worker of the page: it answers what a test lets it. */
const worker = vi.hoisted(() => ({
  sent: [] as PageMessage[],
  tell: (_message: WorkerMessage): void => {},
  break: (): void => {},
  isEnded: false,
  isFailing: false,
}));

vi.mock('./open-worker.ts', () => ({
  openRecordingWorker: () => ({
    post(message: PageMessage) {
      worker.sent.push(message);
      if (message.kind !== 'segment') return;
      const { call } = message;
      const segment = worker.isFailing ? undefined : SEGMENT;
      queueMicrotask(() => worker.tell({ kind: 'segment', call, segment }));
    },
    listen(onMessage: typeof worker.tell, onError: typeof worker.break) {
      worker.tell = onMessage;
      worker.break = onError;
    },
    end() {
      worker.isEnded = true;
    },
  }),
}));

/** The screen shows nothing: it notes what it is given. */
const shown = vi.hoisted(() => ({ text: '', marked: '' }));

vi.mock('#components/terminal/screen/look/terminal-font.ts', () => ({ loadTerminalFont: async () => {} }));
vi.mock('#components/terminal/screen/replay/replay-screen.ts', () => ({
  ReplayScreen: class {
    write(text: string, onShown: () => void) {
      shown.text += text;
      onShown();
    }
    show() {
      shown.text = '';
    }
    mark(text: string) {
      shown.marked = text;
    }
    text() {
      return shown.text;
    }
    resize() {}
    scrollPages() {}
    setLook() {}
    dispose() {}
  },
}));

const SEGMENT = {
  first: 0,
  end: 3,
  keyframe: {},
  events: [
    { kind: 'output', at: 1_000, text: 'one ' },
    { kind: 'output', at: 2_000, text: 'two ' },
    { kind: 'output', at: 60_000, text: 'three' },
  ],
} as unknown as Segment;

const READING: Reading = {
  until: 60_000,
  events: 3,
  marks: [
    { at: 1_500, kind: 'marker', label: 'deploy' },
    { at: 30_000, kind: 'gap', label: '4096' },
  ],
  pauses: [[2_000, 60_000]],
  isWhole: true,
  chain: { kind: 'intact' },
  bytes: 1_000,
  isBehind: false,
};

const RECORDING: RecordingMeta = {
  id: 'r1',
  context: 'prod',
  namespace: 'team-a',
  pod: 'web',
  container: 'main',
  user: 'alice',
  command: ['psql', '-l'],
  startedAt: Date.UTC(2026, 10, 28, 3, 4, 5),
  durationMs: 60_000,
  bytes: 1_000,
  outputBytes: 900,
  gapBytes: 4_096,
  exitCode: 3,
  cause: 'process-exited',
  hash: 'ab',
  signed: false,
  encrypted: false,
  state: 'complete',
};

let answer: () => Response;

beforeEach(() => {
  Object.assign(worker, { sent: [], isEnded: false, isFailing: false });
  Object.assign(shown, { text: '', marked: '' });
  vi.stubEnv('TZ', 'UTC');
  answer = () => Response.json(RECORDING);
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => answer()),
  );
});

/** Opens the page, and lets the worker have read the recording. */
async function open(reading: Partial<Reading> = {}, position = 0) {
  const page = renderPage(<RecordingPage id="r1" position={position} />);
  await waitFor(() => expect(worker.sent[0]?.kind).toBe('open'));
  act(() => worker.tell({ kind: 'reading', reading: { ...READING, ...reading } }));
  await screen.findByRole('slider', { name: 'Position' });
  return page;
}

const facts = () => screen.getByLabelText('About this recording').textContent;

test('says what the recording is, and whether its file is as it was written', async () => {
  await open();
  expect(worker.sent[0]).toEqual({ kind: 'open', id: 'r1', isLive: false });
  expect(facts()).toBe(
    'UseraliceContainermainCommandpsql -lStartedNov 28, 2026, 03:04:05Duration1:00' +
      'StateComplete4,096 bytes missingExit code3Hash chainintactSignaturenot signedIDr1',
  );
  expect(screen.getByRole('link', { name: 'Download .cast' })).toHaveProperty(
    'pathname',
    '/api/recordings/r1/cast',
  );
});

test('says in the title and in the heading where the shell ran, as terminals do', async () => {
  await open();
  expect(document.title).toBe('Recording of web · main · team-a · prod · Podshell');
  expect(screen.getByRole('heading', { level: 1 }).parentElement?.textContent).toBe(
    'Recordings/webmain · team-a · prod',
  );
});

test.each([
  [{ chain: { kind: 'broken', from: 1_234 } }, 'broken at byte 1,234'],
  [{ chain: { kind: 'broken', from: 0 }, isWhole: false }, 'broken at byte 0'],
  [{ chain: { kind: 'intact' }, isWhole: false }, 'checking…'],
  [{ chain: { kind: 'unchecked' } }, 'not checked: this page needs HTTPS'],
  [{ chain: { kind: 'none' } }, 'none in this file'],
] as const)('of the chain %j it says %s', async (reading, words) => {
  await open(reading);
  expect(facts()).toContain(`Hash chain${words}`);
});

test('begins where the link says, and tells the time of day there', async () => {
  await open({}, 1_500);
  await waitFor(() => expect(shown.text).toBe('one '));
  expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe(
    '0:01 of 1:00, Nov 28, 2026, 03:04:06',
  );
  expect(screen.getByText('deploy')).toBeDefined();
});

test('the bar, the buttons and the keys lead anywhere', async () => {
  const { user } = await open();
  fireEvent.change(screen.getByRole('slider'), { target: { value: '2500' } });
  await waitFor(() => expect(shown.text).toBe('one two '));
  await user.click(screen.getByRole('button', { name: 'Next marker' }));
  await screen.findByText('4,096 bytes of output are missing');
  await user.click(screen.getByRole('button', { name: 'Previous marker' }));
  await waitFor(() => expect(shown.text).toBe('one '));
  const region = screen.getByRole('region', {
    name: 'Replay of the terminal in web, container main, namespace team-a, context prod',
  });
  // Where a terminal is, letters are the shell's: none is here.
  expect([keyPlace(region), keyPlace(screen.getByRole('slider'))]).toEqual(['page', 'page']);
  fireEvent.keyDown(region, { key: 'End' });
  await screen.findByRole('button', { name: 'Play again' });
  expect(shown.text).toBe('one two three');
  fireEvent.keyDown(region, { key: 'ArrowLeft', shiftKey: true });
  await waitFor(() => expect(shown.text).toBe(''));
  fireEvent.keyDown(region, { key: ' ' });
  await screen.findByRole('button', { name: 'Pause' });
  fireEvent.keyDown(region, { key: ' ' });
  await screen.findByRole('button', { name: 'Play' });
});

test('the commands are listed, and each leads to where it began', async () => {
  const marks = [
    ...READING.marks,
    { at: 1_200, kind: 'command', label: 'make test\n  all', exitCode: 2 },
    { at: 2_500, kind: 'command', label: 'ls', exitCode: 0 },
  ] as const;
  const { user } = await open({ marks });
  await user.click(screen.getByRole('button', { name: 'Next command' }));
  await waitFor(() => expect(shown.text).toBe('one '));
  expect(screen.getByText('make test all (exit code 2)')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Commands' }));
  const listed = () => [...screen.getByRole('list', { name: 'Commands' }).querySelectorAll('button')];
  expect(listed().map(({ textContent }) => textContent)).toEqual(['0:01make testExit code 2', '0:02ls']);
  expect(listed().map((button) => button.getAttribute('aria-current'))).toEqual(['true', 'false']);
  expect(screen.getByText('Marked by the shell itself. Not evidence of what was run.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '0:02 ls' }));
  await waitFor(() => expect(shown.text).toBe('one two '));
  // Named is the one that began last, although the one before is as close.
  expect(screen.queryByText('make test all (exit code 2)')).toBeNull();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('list', { name: 'Commands' })).toBeNull();
});

test('without marks of the shell, there is no list of commands', async () => {
  await open();
  expect(screen.queryByRole('button', { name: 'Commands' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Next command' })).toBeNull();
});

test('what is found leads to its moment, and is marked there', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Search output' }));
  await user.type(screen.getByRole('textbox', { name: 'Search output' }), 'two');
  await waitFor(() => expect(worker.sent.at(-1)).toMatchObject({ kind: 'search', text: 'two' }));
  const { call } = worker.sent.at(-1) as PageMessage & { kind: 'search' };
  const found = { nth: 0, at: 2_000, before: 'one ', match: 'two', after: ' three' };
  act(() => worker.tell({ kind: 'found', call, found: [found], state: 'searching' }));
  act(() => worker.tell({ kind: 'found', call, found: [], state: 'whole' }));
  expect(screen.getByText('1 match')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '0:02 one two three' }));
  await waitFor(() => expect(shown).toEqual({ text: 'one two ', marked: 'two' }));
  expect(screen.getByText('1 of 1')).toBeDefined();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(shown.marked).toBe(''));
});

test('Enter right after the last letter leads to what is found for all of them', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Search output' }));
  const field = screen.getByRole('textbox', { name: 'Search output' });
  /** @param first number of the first that is found */
  const tell = (match: string, first: number, ats: readonly number[], state: 'searching' | 'whole') => {
    const { call } = worker.sent.findLast(({ kind }) => kind === 'search') as PageMessage & {
      kind: 'search';
    };
    const found = ats.map((at, index) => ({ nth: first + index, at, before: '', match, after: '' }));
    act(() => worker.tell({ kind: 'found', call, found, state }));
  };
  await user.type(field, 'o');
  await waitFor(() => expect(worker.sent.at(-1)).toMatchObject({ kind: 'search', text: 'o' }));
  tell('o', 0, [1_000, 2_000], 'whole');
  await user.type(field, 'ne{Enter}');
  expect(worker.sent.at(-1)).toMatchObject({ kind: 'search', text: 'one' });
  expect(screen.getByText('Searching…')).toBeDefined();
  tell('one', 0, [1_000], 'searching');
  expect(shown.marked).toBe('');
  tell('one', 1, [2_000], 'whole');
  await waitFor(() => expect(shown).toEqual({ text: 'one two ', marked: 'one' }));
  expect(screen.getByText('2 of 2')).toBeDefined();
  expect(worker.sent.filter((sent) => sent.kind === 'search' && sent.text === 'one')).toHaveLength(1);
});

test('while it is read, it says how far', async () => {
  await open({ isWhole: false, bytes: 420, until: 2_000 });
  expect(screen.getByText('Preparing: 42 %')).toBeDefined();
});

test('a part that cannot be read is told before all else, and asked for again on demand', async () => {
  worker.isFailing = true;
  const { user } = await open({ isWhole: false });
  await screen.findByText('Can’t read this part of the recording');
  worker.isFailing = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText('Can’t read this part of the recording')).toBeNull());
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Pause' })).toBeDefined();
});

test('of a live one, it waits for more', async () => {
  answer = () =>
    Response.json({ ...RECORDING, state: 'live', durationMs: 0, exitCode: undefined, cause: undefined });
  await open({ isWhole: false }, 70_000);
  expect(worker.sent[0]).toMatchObject({ isLive: true });
  expect(facts()).toContain('Exit codestill running');
  expect(facts()).toContain('Duration1:00');
  expect(screen.getByText('Waiting for new output')).toBeDefined();

  vi.useFakeTimers();
  act(() => worker.tell({ kind: 'reading', reading: { ...READING, until: 70_000 } }));
  answer = () => Response.json(RECORDING);
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(facts()).toContain('StateComplete');
  expect(worker.sent.filter(({ kind }) => kind === 'open')).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('one that this server cannot decrypt can be downloaded', async () => {
  renderPage(<RecordingPage id="r1" position={0} />);
  await waitFor(() => expect(worker.sent[0]?.kind).toBe('open'));
  act(() => worker.tell({ kind: 'failed', failure: { code: 'recording-encrypted', detail: '' } }));
  await screen.findByRole('heading', { name: 'Recording is encrypted' });
  expect(screen.getByRole('link', { name: 'Download encrypted file' }).getAttribute('href')).toBe(
    '/api/recordings/r1/cast?encrypted=true',
  );
});

test.each(LANGUAGES)(
  'one that has no file is explained, and leads to the list alone, in %s',
  async (language) => {
    const { title, next } = failureCatalog[language].codes['recording-incomplete'];
    renderPage(<RecordingPage id="r1" position={0} />, language);
    await waitFor(() => expect(worker.sent[0]?.kind).toBe('open'));
    act(() => worker.tell({ kind: 'failed', failure: { code: 'recording-incomplete', detail: '' } }));
    await screen.findByRole('heading', { name: title });
    screen.getByText(next, { exact: false });
    expect(screen.queryByRole('button', { name: recordingsCatalog[language].tryAgain })).toBeNull();
    screen.getByRole('link', { name: recordingsCatalog[language].toList });
  },
);

test('one that is not there is explained, and asked for again on demand', async () => {
  answer = () =>
    Response.json({ status: 404, title: '', code: 'recording-not-found', detail: '' }, { status: 404 });
  const { user } = renderPage(<RecordingPage id="r1" position={0} />);
  await screen.findByRole('heading', { name: 'Recording not found' });
  expect(worker.sent).toEqual([]);
  answer = () => Response.json(RECORDING);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(worker.sent[0]?.kind).toBe('open'));
});

test('where reading breaks off, what there is can still be shown', async () => {
  const { unmount } = await open({ isWhole: false });
  act(() => worker.tell({ kind: 'failed', failure: { code: 'server-unreachable', detail: '' } }));
  expect(screen.getByRole('alert').textContent).toContain('Try again');
  expect(screen.getByRole('slider')).toBeDefined();
  unmount();
  expect(worker.isEnded).toBe(true);
});

test('that a live recording goes on only when its shell has ended, is said', async () => {
  await open({ isWhole: false, isBehind: true });
  expect(screen.getByText(/can be read only after the shell has ended/)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test.each([0, 1e23])(
  'the end, wanted before it is known, from %d on, is where the list says',
  async (from) => {
    await open({ isWhole: false, until: 2_000 }, from);
    fireEvent.keyDown(screen.getByRole('region', { name: /^Replay of the terminal in web/ }), { key: 'End' });
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe(
      '1:00 of 1:00, Nov 28, 2026, 03:05:05',
    );
  },
);
