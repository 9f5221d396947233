import { expect, test } from 'vitest';
import { BOB } from '../testing/terminal-room.ts';
import { WatchedRoom } from '../testing/watched-room.ts';

const ENTER = '\x1b[?1049h\x1b[H';

/** A program that fills the screen and has drawn so much since that its beginning is no longer sent to watchers. */
function drawing({ Screen = true, bytes = 300 * 1024 } = {}) {
  const room = new WatchedRoom();
  const { sessionId, connection: owner } = room.open({ Cols: 80, Rows: 24, ...(Screen ? { Screen } : {}) });
  const { stream } = room.backend;
  stream.output(ENTER);
  for (let at = 0; at < bytes; at += 1024) stream.output(`\x1b[5;1H${'x'.repeat(1018)}`);
  const asked = () => owner.messages.filter(({ Op }) => Op === 'screen').length;
  const offset = () => owner.last('stdout')?.Offset ?? 0;
  return { room, owner, stream, asked, offset, viewId: room.share(sessionId) };
}

const drawn = { Op: 'screen', Data: '\x1b[1;1Hwhole screen', Col: 7, Row: 2 } as const;

test('who comes late sees what the owner sees, and the output from there on', async () => {
  const { room, owner, stream, asked, offset, viewId } = drawing();
  const bob = await room.watch(BOB, viewId);
  expect(asked()).toBe(1);
  const at = offset();
  stream.output('later');
  const before = bob.messages.length;
  owner.receive({ ...drawn, Offset: at });
  const after = bob.messages.slice(before);
  expect(after.map(({ Op }) => Op)).toEqual(['reset', 'stdout', 'stdout']);
  expect(after[0]).toEqual({ Op: 'reset', Offset: at });
  const [, screen, later] = after;
  expect(screen).toMatchObject({ Offset: at });
  const text = screen?.Op === 'stdout' ? screen.Data : '';
  expect(text.indexOf('whole screen')).toBeGreaterThan(text.indexOf('\x1b[?1047h'));
  expect(text.endsWith('\x1b[2;7H')).toBe(true);
  expect(later).toMatchObject({ Data: 'later', Offset: at + 5 });
});

test('the owner is asked once for all that come within a moment', async () => {
  const { room, owner, asked, offset, viewId } = drawing();
  const watchers = [await room.watch(BOB, viewId), await room.watch(BOB, viewId)];
  expect(asked()).toBe(1);
  owner.receive({ ...drawn, Offset: offset() });
  for (const one of watchers) expect(one.last('reset')?.Offset).toBe(offset());
  await room.watch(BOB, viewId);
  expect(asked()).toBe(1);
  room.clock.advance(2_000);
  expect(asked()).toBe(2);
  owner.receive({ ...drawn, Offset: offset() });
  room.clock.advance(60_000);
  expect(asked()).toBe(2);
});

test.each([
  ['of output that is not there', { Offset: 1e9 }],
  ['of output that is forgotten', { Offset: 0 }],
  ['without anything', { Data: '' }],
])('an answer %s changes nothing', async (_, fields) => {
  const { room, owner, offset, viewId } = drawing({ bytes: 3 * 1024 * 1024 });
  const bob = await room.watch(BOB, viewId);
  const before = bob.messages.length;
  owner.receive({ ...drawn, Offset: offset(), ...fields });
  expect(bob.messages).toHaveLength(before);
});

test('what the owner tells unasked, or a watcher does, is shown to nobody', async () => {
  const { room, owner, offset, viewId } = drawing();
  const bob = await room.watch(BOB, viewId);
  bob.receive({ ...drawn, Offset: offset() });
  owner.receive({ ...drawn, Offset: offset() });
  const before = bob.messages.length;
  owner.receive({ ...drawn, Offset: offset() });
  expect(bob.messages).toHaveLength(before);
  expect(owner.closed).toBeUndefined();
});

test.each([
  ['whose page cannot tell', { Screen: false }],
  ['all of whose output is there', { bytes: 1024 }],
])('an owner %s is not asked', async (_, options) => {
  const { room, asked, viewId } = drawing(options);
  await room.watch(BOB, viewId);
  expect(asked()).toBe(0);
});

const PROMPT = `\x1b[?1049l$ ${'y\r\n'.repeat(200_000)}`;

test('the normal screen is drawn with its scrollback, the cursors that were saved, and a full line', async () => {
  const { room, owner, stream, asked, offset, viewId } = drawing();
  stream.output(`${PROMPT}\x1b7`);
  const bob = await room.watch(BOB, viewId);
  expect(asked()).toBe(1);
  const before = bob.messages.length;
  const Normal = 'lines\x1b[24;1Hscreen';
  const place = { Data: '', Normal, Col: 80, Row: 24, Wrap: 'n', Saved: { Col: 3, Row: 4 } };
  owner.receive({ Op: 'screen', Offset: offset(), ...place, Cols: 80, Rows: 24 });
  const [reset, screen] = bob.messages.slice(before);
  expect(reset).toEqual({ Op: 'reset', Offset: offset() });
  const text = screen?.Op === 'stdout' ? screen.Data : '';
  const order = ['screen', '\x1b[4;3H', '\x1b7', '\x1b[24;80Hn'].map((part) => text.indexOf(part));
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(order[0]).toBeGreaterThan(0);
});

test.each([
  ['for another window', { Cols: 81, Rows: 24 }],
  ['for another screen', { Data: 'a program' }],
])('what was drawn %s is not shown', async (_, fields) => {
  const { room, owner, stream, offset, viewId } = drawing();
  stream.output(PROMPT);
  const bob = await room.watch(BOB, viewId);
  const before = bob.messages.length;
  const Normal = 'text';
  owner.receive({ Op: 'screen', Offset: offset(), Data: '', Normal, Col: 1, Row: 1, ...fields });
  expect(bob.messages).toHaveLength(before);
});

test.each([
  ['who skips a flood needs to know no more', 'y\r\n', 0],
  ['who skips output that stays in one line needs what stood above', 'progress\r', 1],
])('%s', async (_, output, times) => {
  const { room, stream, asked, viewId } = drawing({ bytes: 0 });
  stream.output('\x1b[?1049l');
  const bob = await room.watch(BOB, viewId, { Ack: true });
  for (let bytes = 0; bytes < 3 * 1024 * 1024; bytes += 8192)
    stream.output(output.repeat(8192 / output.length));
  expect(asked()).toBe(0);
  bob.receive({ Op: 'ack', Offset: bob.last('stdout')?.Offset ?? 0 });
  expect(bob.last('reset')).toBeDefined();
  expect(asked()).toBe(times);
});
