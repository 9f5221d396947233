// @vitest-environment happy-dom
import { Terminal } from '@xterm/xterm';
import { expect, test } from 'vitest';
import { cursorView } from './cursor-view.ts';

async function viewAfter(output: string) {
  const terminal = new Terminal({ allowProposedApi: true, cols: 10, rows: 4 });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const view = cursorView(terminal);
  terminal.dispose();
  return view;
}

test('gives the text left of the cursor with its blanks', async () => {
  expect(await viewAfter('one\r\n$ ls \x1b[D')).toMatchObject({ left: '$ ls', isAlternate: false });
  expect((await viewAfter('$ ')).left).toBe('$ ');
});

test('joins a line that wraps, also when it has scrolled', async () => {
  expect((await viewAfter('a\r\nb\r\nc\r\n$ 345678901234567890123456')).left).toBe(
    '$ 345678901234567890123456',
  );
});

test('gives nothing on a new line', async () => {
  expect((await viewAfter('$ sleep 10\r\n')).left).toBe('');
});

test('knows the alternate screen and bracketed paste', async () => {
  expect(await viewAfter('$ \x1b[?1049h')).toMatchObject({ isAlternate: true });
  expect(await viewAfter('$ \x1b[?2004h')).toMatchObject({ takesPastesWhole: true });
});
