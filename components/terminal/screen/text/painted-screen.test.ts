import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coreOf } from '../programs/xterm-core.ts';
import { paintedScreen } from './painted-screen.ts';

function open(text: string): Terminal {
  const terminal = new Terminal({ cols: 20, rows: 6, allowProposedApi: true, logLevel: 'off' });
  coreOf(terminal).writeSync(text);
  return terminal;
}

/** Each cell of the screen with its looks, and the cursor. */
function cellsOf(terminal: Terminal): readonly string[] {
  const { active } = terminal.buffer;
  const cells = [`${active.cursorX} ${active.cursorY}`];
  for (let row = 0; row < terminal.rows; row += 1) {
    const line = active.getLine(active.baseY + row);
    for (let col = 0; col < terminal.cols; col += 1) {
      const cell = line?.getCell(col);
      if (cell === undefined) continue;
      const looks = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
      const styles = [cell.isBold(), cell.isInverse(), cell.isUnderline(), cell.isItalic(), cell.isDim()];
      cells.push([cell.getChars() || ' ', cell.getWidth(), ...looks, ...styles.map(Boolean)].join(' '));
    }
  }
  return cells;
}

const drawing = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'word',
        '你好',
        'e\u0301',
        '\x1b[1m',
        '\x1b[7m',
        '\x1b[4m',
        '\x1b[m',
        '\x1b[31m',
        '\x1b[48;5;200m',
      ),
      fc.constantFrom(
        '\x1b[38;2;1;2;3m',
        '\x1b[97m',
        '\x1b[K',
        '\x1b[2;4r',
        '\x1b[r',
        '\n',
        '\x1b[L',
        '\x1b[3P',
        '   ',
      ),
      fc
        .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 20 }))
        .map(([y, x]) => `\x1b[${y};${x}H`),
    ),
    { maxLength: 40 },
  )
  .map((parts) => `\x1b[?1049h${parts.join('')}\x1b[3;4H`);

test('whatever a program has drawn, its text draws the same on a blank screen', () => {
  fc.assert(
    fc.property(drawing, (text) => {
      const { Data, Col, Row } = paintedScreen(open(text));
      expect(cellsOf(open(`\x1b[?1049h${Data}\x1b[${Row};${Col}H`))).toEqual(cellsOf(open(text)));
    }),
  );
});

test('where no program fills the screen, there is nothing to draw', () => {
  expect(paintedScreen(open('$ ls')).Data).toBe('');
});

test('in origin mode the cursor is counted from the margins', () => {
  expect(paintedScreen(open('\x1b[?1049h\x1b[3;5r\x1b[?6h\x1b[2;4H'))).toMatchObject({ Row: 2, Col: 4 });
});
