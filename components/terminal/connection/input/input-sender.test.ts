import { describe, expect, test } from 'vitest';
import { FakeClock } from '#components/terminal/testing/fake-clock.ts';
import { PASTE_END } from '#protocol/bracketed-paste.ts';
import { INPUT_RECEIPT_BYTES } from '#protocol/limits.ts';
import { InputSender, MAX_UNCONFIRMED } from './input-sender.ts';
import { KEPT_INPUT, STDIN_PIECE } from './stdin-queue.ts';

function setUp() {
  const clock = new FakeClock();
  const yielded: (() => void)[] = [];
  const sent: string[] = [];
  const transport = { unsent: 0 };
  const sender = new InputSender(clock, (callback) => yielded.push(callback));
  return {
    clock,
    sent,
    sender,
    transport,
    attach: (taken: number | null = null) =>
      sender.attach({ send: ({ text }) => sent.push(text), unsent: () => transport.unsent }, taken),
    turn: () => {
      for (const callback of yielded.splice(0)) callback();
    },
  };
}

const paste = 'x'.repeat(3 * STDIN_PIECE);

describe('input', () => {
  test('a key is sent at once', () => {
    const { sender, attach, sent } = setUp();
    attach();
    sender.push('a');
    expect(sent).toEqual(['a']);
  });

  test('a paste yields to the page between its pieces', () => {
    const { sender, attach, sent, turn } = setUp();
    attach();
    sender.push(paste);
    expect(sent).toHaveLength(1);
    turn();
    expect(sent).toHaveLength(2);
    turn();
    expect(sent.join('')).toBe(paste);
  });

  test('a key typed during a paste comes after it', () => {
    const { sender, attach, sent, turn } = setUp();
    attach();
    sender.push(paste);
    sender.push('\u0003');
    while (sender.waiting > 0) turn();
    expect(sent.join('')).toBe(`${paste}\u0003`);
  });

  test('a paste that is stopped goes no further, and keys typed later are sent', () => {
    const { sender, attach, sent, turn } = setUp();
    attach();
    sender.push(paste);
    sender.drop();
    sender.push('a');
    turn();
    expect(sent.join('')).toBe(`${paste.slice(0, STDIN_PIECE)}a`);
    expect(sender.waiting).toBe(0);
  });

  test('a bracketed paste that is stopped is ended', () => {
    const { sender, attach, sent, turn } = setUp();
    attach();
    sender.push(`\x1b[200~${paste}${PASTE_END}`);
    sender.drop();
    turn();
    expect(sent.join('')).toBe(`\x1b[200~${paste.slice(0, STDIN_PIECE - 6)}${PASTE_END}`);
  });

  test('a full transport gets nothing more until it has sent its queue', () => {
    const { clock, sender, attach, sent, transport } = setUp();
    attach();
    transport.unsent = 1024 * 1024;
    sender.push('a');
    clock.advance(1000);
    expect(sent).toEqual([]);
    transport.unsent = 0;
    clock.advance(20);
    expect(sent).toEqual(['a']);
  });

  test('input typed while disconnected is sent on the next connection, in order and once', () => {
    const { sender, attach, sent } = setUp();
    sender.push('l');
    sender.push('s\r');
    attach();
    expect(sent).toEqual(['ls\r']);
    sender.detach();
    attach();
    expect(sent).toEqual(['ls\r']);
  });

  test('the rest of a paste is sent on the next connection', () => {
    const { sender, attach, sent, turn } = setUp();
    attach();
    sender.push(paste);
    sender.detach();
    turn();
    expect(sent).toHaveLength(1);
    attach();
    turn();
    expect(sent.join('')).toBe(paste);
  });

  test('input beyond the limit of the queue is refused as a whole', () => {
    const { sender, attach, sent, turn } = setUp();
    expect(sender.push('a'.repeat(KEPT_INPUT - 1))).toBe(true);
    expect(sender.push('bc')).toBe(false);
    expect(sender.push('d')).toBe(true);
    attach();
    while (sender.waiting > 0) turn();
    expect(sent.join('').replaceAll('a', '')).toBe('d');
  });

  test('while connected, a paste of any size is accepted', () => {
    const { sender, attach, turn, sent } = setUp();
    attach();
    expect(sender.push('a'.repeat(3 * KEPT_INPUT))).toBe(true);
    while (sender.waiting > 0) turn();
    expect(sent.join('').length).toBe(3 * KEPT_INPUT);
  });
});

describe('unconfirmed input when the connection drops', () => {
  test('is sent again, except what the server has received', () => {
    const { sender, attach, sent } = setUp();
    attach(0);
    for (const key of ['l', 's', ' ', 'ä', '\r']) sender.push(key);
    sender.confirm(1);
    sender.detach();
    sender.push('date\r');
    sent.length = 0;
    attach(3);
    expect(sent.join('')).toBe('ä\rdate\r');
    sender.detach();
    sent.length = 0;
    attach(3);
    expect(sent.join('')).toBe('ä\rdate\r');
    attach(6 + 'date\r'.length);
    expect(sent.join('')).toBe('ä\rdate\r');
  });

  test('is sent before the rest of its paste', () => {
    const { sender, attach, sent, turn } = setUp();
    const lines = Array.from({ length: 20_000 }, (_, line) => `${line}\n`).join('');
    attach(0);
    sender.push(lines);
    turn();
    sender.detach();
    const [first = ''] = sent.splice(0);
    attach(first.length);
    while (sender.waiting > 0) turn();
    expect(first + sent.join('') === lines).toBe(true);
  });

  test('is not sent twice to a server that does not confirm input', () => {
    const { sender, attach, sent } = setUp();
    attach();
    sender.push('a');
    attach();
    sender.push('b');
    // The server may be updated between two connections.
    attach(0);
    expect(sent).toEqual(['a', 'b']);
  });

  test('is not sent to another session', () => {
    const { sender, attach, sent } = setUp();
    attach(0);
    sender.push('a');
    sender.detach();
    sender.forgetSent();
    attach(0);
    expect(sent).toEqual(['a']);
  });

  test('is not sent again when the count of the server is unusable', () => {
    const { sender, attach, sent } = setUp();
    attach(0);
    sender.push('abc');
    sender.confirm(3);
    sender.push('d');
    attach(0);
    sender.push('e');
    expect(sent).toEqual(['abc', 'd', 'e']);
  });

  test('counts as unread until the server confirms it, but for as little as it confirms late', () => {
    const { sender, attach, turn } = setUp();
    attach(0);
    sender.push('ä'.repeat(INPUT_RECEIPT_BYTES));
    while (sender.waiting > 0) turn();
    expect(sender.unread).toBe(INPUT_RECEIPT_BYTES);
    sender.confirm(INPUT_RECEIPT_BYTES);
    expect(sender.unread).toBe(0);
  });

  test('holds a paste back, and no key such as an interrupt of it', () => {
    const { clock, sender, attach, sent, turn } = setUp();
    attach(0);
    sender.push('x'.repeat(2 * MAX_UNCONFIRMED));
    for (let round = 0; round < 300; round += 1) turn();
    const before = sent.length;
    clock.advance(1_000);
    expect(sent).toHaveLength(before);
    sender.drop();
    sender.push('\u0003');
    clock.advance(20);
    expect(sent.slice(before)).toEqual(['\u0003']);
  });

  describe('of a bracketed paste', () => {
    const bracketed = `\x1b[200~${'x'.repeat(3 * STDIN_PIECE)}${PASTE_END}`;

    function stopped() {
      const parts = setUp();
      const { attach, sender, turn } = parts;
      attach(0);
      sender.push(bracketed);
      turn();
      sender.drop();
      while (sender.waiting > 0) turn();
      return parts;
    }

    test('is read before an interrupt comes, which would drop its end, and keys keep their order', () => {
      const { clock, sender, sent } = stopped();
      sender.push('\u0003');
      sender.push('ls');
      clock.advance(1_000);
      expect(sent.at(-1)).toBe(PASTE_END);
      sender.confirm(sent.join('').length - 1);
      clock.advance(1_000);
      expect(sent.at(-1)).toBe(PASTE_END);
      sender.confirm(sent.join('').length);
      clock.advance(20);
      expect(sent.slice(-2)).toEqual(['\u0003', 'ls']);
    });

    test('keeps an interrupt waiting for a while only: the program may read nothing', () => {
      const { clock, sender, sent } = stopped();
      sender.push('\u0003');
      clock.advance(1_499);
      expect(sent.at(-1)).toBe(PASTE_END);
      clock.advance(50);
      expect(sent.at(-1)).toBe('\u0003');
    });

    test('does not hold an interrupt over a reconnect, or once it was read', () => {
      const { clock, sender, sent, attach } = stopped();
      sender.push('\u0003');
      sender.detach();
      clock.advance(20);
      attach(sent.join('').length);
      expect(sent.at(-1)).toBe('\u0003');
      sender.push('\u0003');
      expect(sent.at(-1)).toBe('\u0003');
      expect(sent.filter((text) => text === '\u0003')).toHaveLength(2);
    });
  });

  test('is limited: a server that confirms nothing gets no more than the limit', () => {
    const { clock, sender, attach, sent, turn } = setUp();
    attach(0);
    sender.push('x'.repeat(2 * MAX_UNCONFIRMED));
    for (let round = 0; round < 300; round += 1) turn();
    expect(sent.join('').length).toBe(MAX_UNCONFIRMED + STDIN_PIECE);
    sender.confirm(MAX_UNCONFIRMED);
    clock.advance(20);
    while (sender.waiting > 0 && sent.length < 300) {
      turn();
      sender.confirm(sent.join('').length);
    }
    expect(sent.join('').length).toBe(2 * MAX_UNCONFIRMED);
  });
});
