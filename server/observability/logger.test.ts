import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { formatLine } from './terminal-line.ts';

function record(terminal: boolean, level: 'debug' | 'info' = 'info') {
  const lines: string[] = [];
  const logger = createLogger({ level, terminal, sink: { write: (line) => lines.push(line) } });
  return { lines, logger };
}

test('JSON lines have time, level, message and fields', () => {
  const { lines, logger } = record(false);
  logger.info({ sessionId: 's1' }, 'session issued');
  logger.debug({}, 'not shown');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    sessionId: 's1',
    msg: 'session issued',
  });
});

test('a line has the fields of the request that is being answered, unless it has its own', () => {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    terminal: false,
    sink: { write: (line) => lines.push(line) },
    fields: () => ({ requestId: 'r1' }),
  });
  logger.info({ pod: 'debian' }, 'a');
  logger.info({ requestId: 'r2' }, 'b');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { requestId: 'r1', pod: 'debian', msg: 'a' },
    { requestId: 'r2', msg: 'b' },
  ]);
});

test('a terminal gets one plain line', () => {
  const { lines, logger } = record(true);
  logger.warn({ pod: 'debian', reason: 'two words', count: 3 }, 'watch ended');
  expect(lines.join('')).toMatch(
    /^\d\d:\d\d:\d\d WARN {2}watch ended pod=debian reason="two words" count=3\n$/,
  );
});

test('an error is logged with its stack, without its other properties', () => {
  const { lines, logger } = record(true);
  const cause = new Error('inner');
  logger.error(
    { err: Object.assign(new Error('outer', { cause }), { request: { token: 'abc' } }) },
    'failed',
  );
  expect(lines.join('')).toContain('logger.test.ts');
  expect(lines.join('')).not.toContain('abc');
});

test.each([true, false])('credentials are masked (terminal: %s)', (terminal) => {
  const { lines, logger } = record(terminal);
  logger.info(
    { authorization: 'Bearer a1', headers: { cookie: 'b2', 'set-cookie': 'c3' }, token: 'd4' },
    'x',
  );
  expect(lines.join('')).not.toMatch(/a1|b2|c3|d4/);
  expect(lines.join('')).toContain('masked');
});

test.each([true, false])(
  'a line contains no invisible characters except its line break (terminal: %s)',
  (terminal) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, field) => {
        const { lines, logger } = record(terminal);
        logger.info({ field }, message);
        expect(lines.join('')).toMatch(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]*\n$/u);
        if (!terminal) expect(JSON.parse(lines.join(''))).toMatchObject({ msg: message, field });
      }),
    );
  },
);

test('text that is not a log line is returned unchanged', () => {
  expect(formatLine('plain\n')).toBe('plain\n');
  expect(formatLine('{"a":1}\n')).toBe('{"a":1}\n');
});
