// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { type LogPlace, podLogPlace } from '#components/addresses/log-place.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { logsCatalog } from '../catalog.ts';
import { LogLine } from '../lines/log-line.ts';
import { ColumnChoice } from './column-choice.tsx';
import { useLogColumns } from './log-columns.ts';

const ORDER = { second: 0, nanos: 0 };
const LINES = ['{"level":"info","msg":"ready"}', '{"level":"warn","msg":"late","ms":7}'].map(
  (text, id) => new LogLine(id, { pod: 'web-0', container: 'web' }, { time: undefined, text }, ORDER),
);
const WEB = podLogPlace({ context: 'dev', namespace: 'team-a', pod: 'web-6f7-abc', container: 'web' });

function Choice({ place, lines }: { place: LogPlace; lines: readonly LogLine[] }) {
  const [names, choose] = useLogColumns(place);
  return (
    <>
      <output>{names.join()}</output>
      <ColumnChoice names={names} lines={lines} messages={logsCatalog.en} onChoose={choose} />
    </>
  );
}

beforeEach(() => window.localStorage.clear());

async function open(place: LogPlace = WEB, lines: readonly LogLine[] = LINES) {
  const { user, unmount } = renderPage(<Choice place={place} lines={lines} />);
  await user.click(screen.getByRole('button', { name: 'Columns of JSON fields' }));
  await screen.findByRole('dialog', { name: 'Columns of JSON fields' });
  return { user, unmount, chosen: () => screen.getByRole('status').textContent };
}

test('fields are chosen, ordered, and kept for the container in whichever pod it is', async () => {
  const { user, unmount, chosen } = await open();
  await user.click(screen.getByRole('checkbox', { name: 'msg' }));
  await user.click(screen.getByRole('checkbox', { name: 'level' }));
  expect(chosen()).toBe('msg,level');
  await user.click(screen.getByRole('button', { name: 'Move level to the left' }));
  expect(chosen()).toBe('level,msg');
  unmount();
  const again = await open({ ...WEB, of: { kind: 'pod', pod: 'web-5c9-def' } });
  expect(again.chosen()).toBe('level,msg');
  await again.user.click(screen.getByRole('checkbox', { name: 'level' }));
  expect(again.chosen()).toBe('msg');
  await again.user.click(screen.getByRole('button', { name: 'Show whole lines' }));
  expect(again.chosen()).toBe('');
});

test('another container has its own columns', async () => {
  const { user, unmount } = await open();
  await user.click(screen.getByRole('checkbox', { name: 'msg' }));
  unmount();
  expect((await open({ ...WEB, container: 'proxy' })).chosen()).toBe('');
});

test('a log without JSON says that there is nothing to choose', async () => {
  await open(WEB, []);
  expect(screen.getByText('No JSON fields in the newest lines.')).toBeDefined();
});
