import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeStorage, fullStorage } from '../testing/fake-storage.ts';
import { KeptSessions } from './kept-sessions.ts';

const kept = { sessionId: 'abc', shownBytes: 12 };

describe('kept sessions', () => {
  test('are read as they were written, each for its pane', () => {
    const anyKept = fc.record({ sessionId: fc.string(), shownBytes: fc.maxSafeNat() });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyKept), (panes) => {
        const sessions = new KeptSessions(fakeStorage());
        for (const [paneId, one] of Object.entries(panes)) expect(sessions.set(paneId, one)).toBe(true);
        for (const [paneId, one] of Object.entries(panes)) expect(sessions.get(paneId)).toEqual(one);
      }),
    );
  });

  test('are gone after delete', () => {
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

  test('any text is read without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const storage = fakeStorage(new Map([['podshell.session:pane', text]]));
        expect(() => new KeptSessions(storage).get('pane')).not.toThrow();
      }),
    );
  });

  test('without storage nothing is kept', () => {
    const sessions = new KeptSessions(null);
    expect(sessions.set('pane', kept)).toBe(false);
    sessions.delete('pane');
    expect(sessions.get('pane')).toBeNull();
  });

  test('full storage says so', () => {
    expect(new KeptSessions(fullStorage()).set('pane', kept)).toBe(false);
  });
});
