import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type CapturedConsole, captureConsole } from './console-capture.ts';
import { createLogger } from './logger.ts';

function capture() {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'debug',
    terminal: false,
    sink: { write: (line) => lines.push(line) },
  });
  const target = {} as CapturedConsole;
  const warnings = new EventEmitter();
  warnings.on('warning', () => lines.push('written by another listener'));
  captureConsole(target, warnings, logger);
  return { target, warnings, lines, entries: () => lines.map((line) => JSON.parse(line)) };
}

test('each console method is logged at its level', () => {
  const { target, entries } = capture();
  target.debug('a');
  target.log('b %s', 1);
  target.info('c', { d: 2 });
  target.warn('e');
  target.error('f');
  target.trace('g');
  expect(entries().map(({ level, msg }) => [level, msg])).toEqual([
    ['debug', 'a'],
    ['info', 'b 1'],
    ['info', 'c { d: 2 }'],
    ['warn', 'e'],
    ['error', 'f'],
    ['debug', 'g'],
  ]);
});

test('multi-line text is one line in the log', () => {
  const { target, lines, entries } = capture();
  target.error('first\nsecond\u001b[2J\u2028third');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain('\n');
  expect(entries()[0].msg).toContain('first\nsecond');
});

test('colours are left out', () => {
  const { target, entries } = capture();
  target.log('\u001b[32m\u001b[1m\u2713\u001b[22m\u001b[39m Ready');
  expect(entries()[0].msg).toBe('\u2713 Ready');
});

test('an error is logged as err, with its cause', () => {
  const { target, entries } = capture();
  target.error('\u2a2f', new Error('broken', { cause: new Error('inside') }));
  target.error(new Error('alone'));
  expect(entries()).toMatchObject([
    { msg: '\u2a2f', err: { message: 'broken', cause: { message: 'inside' } } },
    { msg: 'Error: alone', err: { message: 'alone' } },
  ]);
});

test('long text is truncated', () => {
  const { target, entries } = capture();
  target.error('x'.repeat(100_000));
  expect(entries()[0].msg).toHaveLength(4_000);
});

test("Node's warnings are logged instead of printed", () => {
  const { warnings, lines, entries } = capture();
  warnings.emit('warning', new Error('deprecated'));
  expect(lines).toHaveLength(1);
  expect(entries()[0]).toMatchObject({ level: 'warn', from: 'node', msg: 'deprecated' });
});
