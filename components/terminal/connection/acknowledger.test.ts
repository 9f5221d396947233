import { describe, expect, test } from 'vitest';
import { ACK_BYTES } from '#protocol/limits.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { Acknowledger } from './acknowledger.ts';

function setUp() {
  const clock = new FakeClock();
  const sent: number[] = [];
  const page = { hidden: false };
  const acks = new Acknowledger({ clock, isHidden: () => page.hidden, send: (offset) => sent.push(offset) });
  return { clock, sent, page, acks };
}

describe('acknowledgements', () => {
  test('are sent after every step of shown output', () => {
    const { acks, sent } = setUp();
    acks.received(3 * ACK_BYTES);
    acks.shown(ACK_BYTES);
    acks.shown(2 * ACK_BYTES - 1);
    acks.shown(2 * ACK_BYTES);
    expect(sent).toEqual([ACK_BYTES, 2 * ACK_BYTES]);
  });

  test('are sent once after a burst of small output', () => {
    const { acks, clock, sent } = setUp();
    for (let offset = 1; offset <= 20; offset += 1) {
      acks.received(offset);
      acks.shown(offset);
      clock.advance(50);
    }
    expect(sent).toEqual([]);
    clock.advance(100);
    expect(sent).toEqual([20]);
    expect(clock.waiting).toBe(0);
  });

  test('are not sent for output that has only arrived', () => {
    const { acks, clock, sent } = setUp();
    acks.received(100_000);
    clock.advance(1000);
    expect(sent).toEqual([]);
  });

  test('count arrived output in a hidden page, so that its shell does not block', () => {
    const { acks, page, sent } = setUp();
    page.hidden = true;
    acks.received(100_000);
    expect(sent).toEqual([100_000]);
  });

  test('count shown output again in a hidden page that is far behind', () => {
    const { acks, page, sent } = setUp();
    page.hidden = true;
    acks.received(9 * 1024 * 1024);
    expect(sent).toEqual([]);
    acks.shown(2 * 1024 * 1024);
    expect(sent).toEqual([9 * 1024 * 1024]);
  });

  test('are repeated on the next connection, because the last one may be lost', () => {
    const { acks, clock, sent } = setUp();
    acks.received(6000);
    acks.shown(6000);
    acks.startAt(6000);
    clock.advance(1000);
    expect(sent).toEqual([6000, 6000]);
  });

  test('never decrease', () => {
    const { acks, clock, sent } = setUp();
    acks.received(20_000);
    acks.shown(20_000);
    acks.shown(10_000);
    clock.advance(1000);
    expect(sent).toEqual([20_000]);
  });

  test('stop after dispose', () => {
    const { acks, clock, sent } = setUp();
    acks.received(10);
    acks.shown(10);
    acks.dispose();
    clock.advance(1000);
    expect(sent).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});
