import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_LINK_LENGTH, MAX_LINK_LINES, MAX_LINKS } from './link-limits.ts';
import { limitSequences, MAX_COLOR_LIST } from './sequence-limits.ts';
import { countWork } from './testing/count-work.ts';

const COLS = 20;
const ROWS = 6;

function open(): Terminal {
  const terminal = new Terminal({ cols: COLS, rows: ROWS, scrollback: 100, allowProposedApi: true });
  limitSequences(terminal);
  return terminal;
}

const write = (terminal: Terminal, text: string) =>
  new Promise<void>((resolve) => terminal.write(text, resolve));

const line = (terminal: Terminal, row: number) =>
  terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.translateToString(true);

/** Final bytes of control sequences, with their prefixes and intermediates. */
const sequence = fc
  .record({
    prefix: fc.constantFrom('', '?', '>', '=', '<'),
    params: fc.array(fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1), fc.constant(2 ** 31 - 1)), { maxLength: 4 }),
    intermediates: fc.constantFrom('', '', '', ' ', "'", '"', '$', '!', '*'),
    final: fc.integer({ min: 0x40, max: 0x7e }).map((code) => String.fromCharCode(code)),
  })
  .map(
    ({ prefix, params, intermediates, final }) => `\x1b[${prefix}${params.join(';')}${intermediates}${final}`,
  );

describe('the work of a sequence', () => {
  test('is never more than a few screens, for any parameter', async () => {
    const before = fc.constantFrom(
      '',
      'x',
      '漢',
      `e${'\u0301'.repeat(500)}`,
      'a\x1b[2;4r\x1b[3Hb',
      '\x1b[?1049h',
    );
    await fc.assert(
      fc.asyncProperty(before, fc.array(sequence, { minLength: 1, maxLength: 5 }), async (first, all) => {
        const terminal = open();
        await write(terminal, first);
        for (const one of all) {
          const work = countWork(terminal);
          await write(terminal, `x${one}`);
          expect(work.stop()).toBeLessThanOrEqual(3 * COLS * ROWS);
        }
        terminal.dispose();
      }),
      { numRuns: 200 },
    );
  });

  // The property above finds each of these; they are listed for reference.
  test.each(['b', 'S', 'T', 'L', 'M', 'I', 'Z'])(
    'of CSI 2147483647 %s is counted by the test',
    async (final) => {
      const unlimited = new Terminal({ cols: COLS, rows: ROWS, allowProposedApi: true });
      const work = countWork(unlimited);
      await write(unlimited, `x\x1b[5000${final}`);
      expect(work.stop()).toBeGreaterThanOrEqual(5000);
    },
  );
});

describe('a parameter larger than the screen', () => {
  test.each(['S', 'T', 'L', 'M'])('CSI 1000000 %s leaves no line', async (final) => {
    const terminal = open();
    await write(terminal, `one\r\ntwo\x1b[H\x1b[1000000${final}`);
    expect([0, 1, 2].map((row) => line(terminal, row))).toEqual(['', '', '']);
  });

  test('a repeated character only fills the screen', async () => {
    const terminal = open();
    await write(terminal, 'x\x1b[2147483647b');
    expect(line(terminal, 0)).toBe('x'.repeat(COLS));
    expect(terminal.buffer.active.baseY).toBe(1);
  });

  test('a smaller parameter is not changed', async () => {
    const terminal = open();
    await write(terminal, 'x\x1b[3b|\r\n\tt\x1b[1I.\r\nabcdef\x1b[3D\x1b[2P');
    expect(line(terminal, 0)).toBe('xxxx|');
    expect(line(terminal, 1)).toBe('        t       .');
    expect(line(terminal, 2)).toBe('abcf');
  });

  test('a cell of many characters is repeated at most a screen full of characters', async () => {
    const terminal = open();
    await write(terminal, `e${'\u0301'.repeat(59)}\x1b[1000b`);
    expect(terminal.buffer.active.cursorX).toBeLessThanOrEqual(3);
  });
});

describe('lists of colours', () => {
  test.each([
    ['of all 256 are answered', 256],
    ['beyond that are not', 100_000],
  ])('%s', async (_name, count) => {
    const terminal = open();
    const answers: unknown[] = [];
    const core = (
      terminal as unknown as { _core: { _inputHandler: { onColor(f: (e: unknown[]) => void): void } } }
    )._core;
    core._inputHandler.onColor((events) => answers.push(...events));
    const list = Array.from({ length: count }, (_, index) => `${index % 256};?`).join(';');
    await write(terminal, `\x1b]4;${list}\x07`);
    expect(answers).toHaveLength(list.length > MAX_COLOR_LIST ? 0 : 256);
  });
});

describe('hyperlinks', () => {
  const link = (uri: string, text: string) => `\x1b]8;;${uri}\x07${text}\x1b]8;;\x07`;
  const linksOf = (terminal: Terminal) =>
    (
      terminal as unknown as {
        _core: {
          _oscLinkService: { _dataByLinkId: Map<number, { lines: unknown[]; data: { uri: string } }> };
        };
      }
    )._core._oscLinkService._dataByLinkId;

  test('a link that is never closed is kept for its first lines', async () => {
    const terminal = open();
    await write(terminal, `\x1b]8;;https://example.com\x07${'x\r\n'.repeat(90)}`);
    expect([...linksOf(terminal).values()].map(({ lines }) => lines.length)).toEqual([MAX_LINK_LINES]);
  });

  test('their number is limited', async () => {
    const terminal = open();
    await write(terminal, link('https://example.com', 'x').repeat(MAX_LINKS + 10));
    expect(linksOf(terminal).size).toBeLessThanOrEqual(MAX_LINKS);
  });

  test('a too long address is no link, and its text does not belong to the previous link', async () => {
    const terminal = open();
    const long = `https://example.com/${'a'.repeat(MAX_LINK_LENGTH)}`;
    await write(terminal, `\x1b]8;;https://example.org\x07a\x1b]8;;${long}\x07b\x1b]8;;\x07`);
    expect([...linksOf(terminal).values()].map(({ data }) => data.uri)).toEqual(['https://example.org']);
    const cells = terminal.buffer.active.getLine(0) as unknown as {
      _line: { loadCell(x: number, cell: unknown): { extended: { urlId: number } } };
    };
    expect(
      [0, 1].map((x) => cells._line.loadCell(x, terminal.buffer.active.getNullCell()).extended.urlId),
    ).toEqual([1, 0]);
  });
});
