import { describe, expect, test } from 'vitest';
import { PaneClipboard } from './pane-clipboard.ts';

function setUp({ warns = true, whole = false, clipboard = 'text' as string | null } = {}) {
  const pasted: string[] = [];
  const copied: string[] = [];
  let forbidden = 0;
  const pane = new PaneClipboard({
    screen: () => ({
      selection: 'selected',
      takesPastesWhole: whole,
      paste: (text) => pasted.push(text),
      focus: () => {},
    }),
    warns: () => warns,
    copy: (text) => copied.push(text),
    read: () => (clipboard === null ? Promise.reject(new Error('denied')) : Promise.resolve(clipboard)),
    onForbidden: () => {
      forbidden += 1;
    },
    onChange: () => {},
  });
  return { pane, pasted, copied, forbidden: () => forbidden };
}

describe('a paste of several lines', () => {
  test('waits for confirmation and is pasted once', () => {
    const { pane, pasted } = setUp();
    pane.take('one\ntwo', true);
    expect(pane.question).toMatchObject({ lines: 2, characters: 7 });
    expect(pasted).toEqual([]);
    pane.answerPaste(true);
    pane.answerPaste(true);
    expect(pasted).toEqual(['one\ntwo']);
    expect(pane.question).toBeNull();
  });

  test('is dropped when the user cancels', () => {
    const { pane, pasted } = setUp();
    pane.take('one\ntwo', true);
    pane.answerPaste(false);
    expect(pasted).toEqual([]);
  });

  test('needs no confirmation if the user turned it off, or in bracketed paste mode', () => {
    for (const { pane, pasted } of [setUp({ warns: false }), setUp({ whole: true })]) {
      pane.take('one\ntwo', true);
      expect(pane.question).toBeNull();
      expect(pasted).toEqual(['one\ntwo']);
    }
  });
});

describe('a paste of one line', () => {
  test('by a person runs nothing before Enter, in any paste mode', () => {
    const plain = setUp();
    plain.pane.take('ls\n', true);
    expect(plain.pasted).toEqual(['ls']);
    const bracketed = setUp({ whole: true });
    bracketed.pane.take('ls\n', true);
    expect(bracketed.pasted).toEqual(['ls\n']);
  });

  test('by a script is pasted unchanged except for control characters', () => {
    const { pane, pasted } = setUp();
    pane.take('ls\x03\n', false);
    expect(pasted).toEqual(['ls␃\n']);
  });
});

describe('the paste button', () => {
  test('asks for confirmation like the shortcut', async () => {
    const { pane, pasted } = setUp({ clipboard: 'one\ntwo' });
    await pane.paste();
    expect(pasted).toEqual([]);
    expect(pane.question?.lines).toBe(2);
  });

  test('reports when the browser forbids it', async () => {
    const { pane, forbidden } = setUp({ clipboard: null });
    await pane.paste();
    expect(forbidden()).toBe(1);
  });
});

test('a program can write to the clipboard only after the user has allowed it', () => {
  const { pane, copied } = setUp();
  pane.request('first');
  pane.request('second');
  expect(copied).toEqual([]);
  expect(pane.asksFor).toBe('second');
  pane.answerConsent(true, false);
  pane.request('third');
  expect(copied).toEqual(['second']);
  expect(pane.asksFor).toBe('third');
  pane.answerConsent(true, true);
  pane.request('fourth');
  expect(copied).toEqual(['second', 'third', 'fourth']);
  expect(pane.asksFor).toBeNull();
});
