import { Terminal } from '@xterm/xterm';
import { expect, test } from 'vitest';
import { MAX_SCREEN_TEXT, screen } from '#protocol/viewing-messages.ts';
import { setCharacterWidths } from '../programs/character-width.ts';
import { coreOf } from '../programs/xterm-core.ts';
import { bufferText } from '../text/buffer-text.ts';
import { paintedScreen } from './painted-screen.ts';
import { shownIn } from './testing/shown-in.ts';

function open(text: string, { rows = 6, scrollback = 50_000 } = {}): Terminal {
  const terminal = new Terminal({ cols: 20, rows, scrollback, allowProposedApi: true, logLevel: 'off' });
  setCharacterWidths(terminal);
  coreOf(terminal).writeSync(text);
  return terminal;
}

test.each([
  [
    'hyperlinks',
    '\x1b]8;;https://a.example/\x07one\x1b]8;;\x07 \x1b]8;id=x;https://b.example/\x07two\x1b]8;;\x07',
  ],
  [
    'styles and colors of underlines',
    '\x1b[4:3;58:2::1:2:3mcurly\x1b[4:2;59m double\x1b[21;58:5:9m more\x1b[m',
  ],
  ['grapheme clusters', '\x1b[?2027h👩‍💻 ❤️ x\x1b[?2027l👩‍💻 ❤️ x e\u0301'],
  ['protected characters', 'a\x1b[1"qb\x1b[1mc\x1b[0"qd'],
  ['erased cells with a background', '\x1b[44m\x1b[2Jx\x1b[3;5H\x1b[41m\x1b[4X\x1b[m'],
  ['tab stops', '\x1b[3g\x1b[5G\x1bH\x1b[11G\x1bH\r'],
])('%s are drawn', (_, text) => {
  const { Normal, Row, Col } = paintedScreen(open(text));
  expect(shownIn(open(`${Normal}\x1b[${Row};${Col}H`))).toEqual(shownIn(open(text)));
});

test('a long line that was wrapped stays one line, on both sides of the top of the screen', () => {
  const text = `first\r\n${'word '.repeat(50)}end\r\nlast`;
  const again = open(paintedScreen(open(text)).Normal ?? '');
  expect(shownIn(again)).toMatchObject({ normal: { base: 9 } });
  expect(bufferText(again.buffer.active)).toBe(text.replaceAll('\r\n', '\n'));
});

test('of a long scrollback the oldest lines are left out, and no line in its middle', () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `${index} ${'x'.repeat(25)}`);
  const { Normal = '' } = paintedScreen(open(lines.join('\r\n')));
  expect(Normal.length).toBeLessThanOrEqual(MAX_SCREEN_TEXT / 2);
  expect(Normal.length).toBeGreaterThan(MAX_SCREEN_TEXT / 4);
  const again = bufferText(open(Normal).buffer.active).split('\n');
  expect(again.length).toBeGreaterThan(500);
  expect(again).toEqual(lines.slice(-again.length));
});

test('a screen that would take too much has no text', () => {
  const cells = Array.from({ length: 20 * 2000 }, (_, at) => `\x1b[38;2;${at % 256};1;${at % 255}mx`);
  expect(paintedScreen(open(cells.join(''), { rows: 2000 }))).toEqual({ Data: '', Col: 1, Row: 1 });
});

test('a character that is too long for a message is not drawn behind the last column', () => {
  const drawn = paintedScreen(open(`${'x'.repeat(19)}e${'\u0301'.repeat(5_000)}`));
  expect(drawn).toMatchObject({ Col: 20, Row: 1 });
  expect(screen({ Offset: 0, ...drawn })).toEqual({ Op: 'screen', Offset: 0, ...drawn });
});

test('behind a program that fills the screen lies the normal one', () => {
  const { Data, Normal } = paintedScreen(open('$ vim\r\n\x1b[?1049hwhole screen'));
  expect([Data.includes('whole screen'), Data.includes('vim')]).toEqual([true, false]);
  expect([Normal?.includes('$ vim'), Normal?.includes('whole')]).toEqual([true, false]);
  expect(paintedScreen(open('$ ls')).Data).toBe('');
});

test('in origin mode the cursor is counted from the margins', () => {
  expect(paintedScreen(open('\x1b[?1049h\x1b[3;5r\x1b[?6h\x1b[2;4H'))).toMatchObject({ Row: 2, Col: 4 });
});
