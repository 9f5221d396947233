import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AttachedKeys } from './attached-keys.ts';
import { initialView } from './pane-view.ts';

const WORKLOAD = { terminal: true, input: true, debug: false };
const DEBUG = { ...WORKLOAD, debug: true };

function pressed(keys: readonly string[], to = WORKLOAD, detaches = true) {
  const attached = new AttachedKeys();
  return keys.map((key) => attached.press(key, to, detaches));
}

test('Ctrl+P Ctrl+Q detaches, and sends neither', () => {
  expect(pressed(['\x10', '\x11'])).toEqual([
    { send: '', act: null },
    { send: '', act: 'detach' },
  ]);
});

test('Ctrl+P before another key is sent with that', () => {
  expect(pressed(['\x10', 'a']).at(-1)).toEqual({ send: '\x10a', act: null });
  expect(pressed(['\x10', '\x10', '\x11']).map(({ act }) => act)).toEqual([null, null, 'detach']);
});

test('switched off, the keys are the process’s', () => {
  expect(pressed(['\x10', '\x11'], WORKLOAD, false).map(({ send }) => send)).toEqual(['\x10', '\x11']);
});

describe('Ctrl+C', () => {
  test('is held back once, since it may stop the container', () => {
    expect(pressed(['\x03', '\x03', '\x03'])).toEqual([
      { send: '', act: 'interrupt-held' },
      { send: '\x03', act: null },
      { send: '\x03', act: null },
    ]);
  });

  test.each([DEBUG, { ...WORKLOAD, terminal: false }])('is sent at once to %o', (to) => {
    expect(pressed(['\x03'], to)).toEqual([{ send: '\x03', act: null }]);
  });

  test('is held back while the server has not told what it would go to', () => {
    const place = { context: undefined, namespace: 'team-a', pod: 'web', container: undefined };
    const { attached } = initialView({ ...place, attach: true });
    expect(pressed(['\x03'], attached ?? DEBUG)).toEqual([{ send: '', act: 'interrupt-held' }]);
  });
});

test('of the attachment before, nothing is held back and nothing counts as said', () => {
  const keys = new AttachedKeys();
  const press = (text: string) => keys.press(text, WORKLOAD, true);
  press('\x03');
  press('\x10');
  keys.begin();
  expect(press('a')).toEqual({ send: 'a', act: null });
  expect(press('\x03')).toEqual({ send: '', act: 'interrupt-held' });
});

test('what a process does not read is not sent, and that is said once', () => {
  expect(pressed(['a', 'b'], { ...WORKLOAD, input: false })).toEqual([
    { send: '', act: 'read-only' },
    { send: '', act: null },
  ]);
  expect(pressed(['\x10', '\x11'], { ...WORKLOAD, input: false }).at(-1)?.act).toBe('detach');
});

test('all other keys arrive, in order', () => {
  const key = fc.constantFrom('a', 'bc', '\r', '\x10', '\x1b[A', '\x04');
  fc.assert(
    fc.property(fc.array(key), (keys) => {
      const sent = pressed([...keys, 'end'], DEBUG).map(({ send }) => send);
      expect(sent.join('')).toBe([...keys, 'end'].join(''));
    }),
  );
});
