import { expect, test } from 'vitest';
import { PodShellError } from './pod-shell-error.ts';
import type { TerminalRecord } from './terminal-record.ts';

const terminal: TerminalRecord = {
  id: 'one',
  namespace: 'team-a',
  pod: 'debian',
  container: 'main',
  state: 'ready',
  exitCode: null,
  failure: null,
  attached: false,
  watching: false,
  marksCommands: false,
  text: '$ echo hi\nhi\n$',
};
const problem = 'waitForText(/ho/): not seen within 500 ms.';
const url = 'http://127.0.0.1:3000/shell/team-a/debian';

test('the message has the expectation, the address, the state and the screen', () => {
  const { message, name } = new PodShellError({ problem, url, terminal });
  expect(name).toBe('PodShellError');
  expect(message).toBe(
    [
      problem,
      `Page: ${url}`,
      'Terminal: team-a/debian, container main',
      'State: ready',
      'Screen:',
      '  | $ echo hi',
      '  | hi',
      '  | $',
    ].join('\n'),
  );
});

test('the message has the end of a long screen', () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`).join('\n');
  const { message } = new PodShellError({ problem, url, terminal: { ...terminal, text } });
  expect(message).toContain('Screen, the last 30 of 100 lines:\n  | line 71\n');
  expect(message).toMatch(/ {2}\| line 100$/);
});

test.each([
  [{ state: 'exited', exitCode: 3 } as const, 'State: exited with code 3'],
  [{ state: 'exited', exitCode: null } as const, 'State: exited\n'],
  [
    { state: 'failed', failure: { code: 'forbidden', detail: 'No right.' } } as const,
    'State: failed: forbidden (No right.)',
  ],
  [
    { state: 'failed', failure: { code: 'pod-deleted', detail: '' } } as const,
    'State: failed: pod-deleted\n',
  ],
  [{ text: '' }, 'Screen: empty'],
])('%j', (change, words) => {
  expect(new PodShellError({ problem, url, terminal: { ...terminal, ...change } }).message).toContain(words);
});

test('the message says that the page has no terminal', () => {
  expect(new PodShellError({ problem, url, terminal: undefined }).message).toBe(
    `${problem}\nPage: ${url}\nThe page doesn’t have this terminal.`,
  );
});
