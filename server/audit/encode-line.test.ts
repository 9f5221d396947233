import { expect, test } from 'vitest';
import { localCaller } from '#server/testing/callers.ts';
import { encodeLine, MAX_TEXT } from './encode-line.ts';

const NOW = Date.UTC(2026, 10, 27, 12, 0, 0, 7);
const sender = { caller: localCaller('id', 'ada'), address: '10.0.0.1', requestId: 'r' };

test('a line is one JSON object with the fields that apply, and a line break', () => {
  const line = encodeLine(
    { event: 'shell-opened', sender, pod: 'web', command: ['bash'], shellId: 's' },
    NOW,
  );
  expect(line).toBe(
    '{"time":"2026-11-27T12:00:00.007Z","event":"shell-opened","user":"ada","groups":[],"address":"10.0.0.1",' +
      '"requestId":"r","pod":"web","command":["bash"],"shellId":"s"}\n',
  );
});

test('user and groups are empty where nobody is known', () => {
  expect(JSON.parse(encodeLine({ event: 'request-refused', sender: undefined }, NOW))).toEqual({
    time: '2026-11-27T12:00:00.007Z',
    event: 'request-refused',
    user: '',
    groups: [],
    address: '',
    requestId: '',
  });
});

test('line breaks and characters that turn text around are escaped', () => {
  const command = ['a\nb', '\u001b[2J', '\u202etxt', '\u2028'];
  const line = encodeLine({ event: 'shell-opened', sender, command }, NOW);
  expect(line).toMatch(/^[ -~]+\n$/);
  expect(JSON.parse(line).command).toEqual(command);
});

test('long texts are cut, and say so', () => {
  const command = ['sh', '-c', 'x'.repeat(MAX_TEXT), 'more'];
  const caller = { ...sender.caller, groups: Array.from({ length: 1000 }, (_, index) => `group-${index}`) };
  const line = JSON.parse(encodeLine({ event: 'shell-opened', sender: { ...sender, caller }, command }, NOW));
  expect(line.command[2]).toHaveLength(MAX_TEXT - 4);
  expect(line.command[2]).toMatch(/…$/);
  expect(line.command.slice(3)).toEqual(['…']);
  expect(line.groups).toHaveLength(256);
});
