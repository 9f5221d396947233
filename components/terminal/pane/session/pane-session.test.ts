import { describe, expect, test } from 'vitest';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { shellPaneId } from '#components/addresses/shell-place.ts';
import { KeptSessions } from '../../connection/kept-sessions.ts';
import { fakeStorage, fullStorage } from '../../testing/fake-storage.ts';
import { endPaneSession, forgetPaneSession, moveToWindow } from './pane-session.ts';

const place: ShellPlace = { namespace: 'team-a', pod: 'web', container: 'main', context: undefined };
const target = shellPaneId(place);
const kept = { sessionId: 'abc', shownBytes: 12 };
const other = { sessionId: 'other', shownBytes: 3 };

function sessionsOf(panes: Readonly<Record<string, typeof kept>>): KeptSessions {
  const sessions = new KeptSessions(fakeStorage());
  for (const [paneId, one] of Object.entries(panes)) sessions.set(paneId, one);
  return sessions;
}

describe('a pane that is removed from the dock', () => {
  test('ends its own session', () => {
    const ended: string[] = [];
    const sessions = sessionsOf({ p1: kept, p2: other });
    endPaneSession('p1', sessions, (sessionId) => void ended.push(sessionId));
    endPaneSession('none', sessions, (sessionId) => void ended.push(sessionId));
    expect(ended).toEqual(['abc']);
  });

  test('removes its stored session', () => {
    const sessions = sessionsOf({ p1: kept, p2: other });
    forgetPaneSession('p1', sessions);
    expect([sessions.get('p1'), sessions.get('p2')]).toEqual([null, other]);
  });

  test.each([
    ['no session', {}],
    ['another session', { [target]: other }],
  ])('passes its session to a new window, if this tab stores %s for that page', (_what, before) => {
    const sessions = sessionsOf({ p1: kept, ...before });
    const seen: unknown[] = [];
    const isOpen = moveToWindow('p1', place, sessions, (href) => {
      seen.push(href, sessions.get(target));
      return true;
    });
    expect(isOpen).toBe(true);
    expect(seen).toEqual(['/shell/team-a/web?container=main', kept]);
    expect(sessions.get(target)).toEqual('p1' in before ? null : (Object.values(before)[0] ?? null));
  });

  test('opens a window without a session if it has none', () => {
    const sessions = sessionsOf({ [target]: other });
    const seen: unknown[] = [];
    moveToWindow('p1', place, sessions, () => seen.push(sessions.get(target)) > 0);
    expect(seen).toEqual([null]);
    expect(sessions.get(target)).toEqual(other);
  });

  test('keeps its session when the browser blocks the window', () => {
    const sessions = sessionsOf({ p1: kept });
    expect(moveToWindow('p1', place, sessions, () => false)).toBe(false);
    expect([sessions.get('p1'), sessions.get(target)]).toEqual([kept, null]);
  });

  test('keeps its session when the storage is full', () => {
    const full = { ...fullStorage(), getItem: () => JSON.stringify(kept) };
    const opened: string[] = [];
    const isOpen = moveToWindow('p1', place, new KeptSessions(full), (href) => opened.push(href) > 0);
    expect([isOpen, opened]).toEqual([false, []]);
  });
});
