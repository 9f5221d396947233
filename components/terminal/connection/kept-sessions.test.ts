import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeStorage, fullStorage } from '../testing/fake-storage.ts';
import { KeptSessions } from './kept-sessions.ts';

const kept = { sessionId: 'abc', shownBytes: 12 };

describe('kept sessions', () => {
  test('are stored and read for each pane', () => {
    const anyKept = fc.record(
      { sessionId: fc.string(), shownBytes: fc.maxSafeNat(), takesOver: fc.constant(true as const) },
      { requiredKeys: ['sessionId', 'shownBytes'] },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyKept), (panes) => {
        const sessions = new KeptSessions(fakeStorage());
        for (const [paneId, one] of Object.entries(panes)) expect(sessions.set(paneId, one)).toBe(true);
        for (const [paneId, one] of Object.entries(panes)) expect(sessions.get(paneId)).toEqual(one);
      }),
    );
  });

  test('are removed by delete', () => {
    const storage = fakeStorage();
    const sessions = new KeptSessions(storage);
    sessions.set('pane', kept);
    sessions.delete('pane');
    expect(sessions.get('pane')).toBeNull();
    expect(storage.values.size).toBe(0);
  });

  test.each(['', 'x', 'null', '[]', '{"sessionId":1,"shownBytes":2}', '{"sessionId":"a"}'])(
    'damaged text %j is no session',
    (text) => {
      const storage = fakeStorage(new Map([['podshell.session:pane', text]]));
      expect(new KeptSessions(storage).get('pane')).toBeNull();
    },
  );

  test('reading any text does not throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const storage = fakeStorage(new Map([['podshell.session:pane', text]]));
        expect(() => new KeptSessions(storage).get('pane')).not.toThrow();
      }),
    );
  });

  test('nothing is stored without storage', () => {
    const sessions = new KeptSessions(null);
    expect(sessions.set('pane', kept)).toBe(false);
    sessions.delete('pane');
    expect(sessions.get('pane')).toBeNull();
  });

  test('writing to a full storage returns false', () => {
    expect(new KeptSessions(fullStorage()).set('pane', kept)).toBe(false);
  });
});
