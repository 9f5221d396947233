import { describe, expect, test } from 'vitest';
import type { Notice } from '../connection/connection-listener.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { Notices } from './notices.ts';

function setUp() {
  const clock = new FakeClock();
  const changes: number[] = [];
  const notices: Notices = new Notices(clock, () => changes.push(notices.shown.length));
  return { clock, changes, notices };
}

function said(text: string, level: 'info' | 'error' = 'info'): Notice {
  return { kind: 'server', level, text, code: '' };
}

describe('notices', () => {
  test('disappear after a while, errors stay', () => {
    const { clock, notices, changes } = setUp();
    notices.add(said('one'));
    notices.add(said('bad', 'error'));
    clock.advance(12_000);
    expect(notices.shown.map(({ notice }) => notice)).toEqual([said('bad', 'error')]);
    expect(changes).toEqual([1, 2, 1]);
  });

  test('can be closed, once', () => {
    const { clock, notices, changes } = setUp();
    notices.add(said('one'));
    const id = notices.shown[0]?.noticeId ?? 0;
    notices.close(id);
    notices.close(id);
    clock.advance(20_000);
    expect(changes).toEqual([1, 0]);
  });

  test('are limited: the oldest is dropped', () => {
    const { notices } = setUp();
    for (const text of ['1', '2', '3', '4', '5', '6']) notices.add(said(text));
    expect(notices.shown.map(({ notice }) => notice)).toEqual(['3', '4', '5', '6'].map((text) => said(text)));
  });

  test('leave no timer behind', () => {
    const { clock, notices } = setUp();
    for (const text of ['1', '2', '3', '4', '5', '6']) notices.add(said(text));
    notices.dispose();
    expect(clock.waiting).toBe(0);
  });
});
