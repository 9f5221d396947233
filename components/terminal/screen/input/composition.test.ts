// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { coreOf } from '../programs/xterm-core.ts';
import { Compositions } from './composition.ts';

let sent: string[];
let terminal: Terminal;
let input: HTMLTextAreaElement;
let compositions: Compositions;
/** True while text is sent that was composed. */
let isSending: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  terminal = new Terminal();
  const element = document.createElement('div');
  document.body.append(element);
  terminal.open(element);
  terminal.onData((text) => sent.push(text));
  isSending = false;
  compositions = new Compositions(element, terminal, (send) => {
    isSending = true;
    send();
    isSending = false;
  });
  input = terminal.textarea as HTMLTextAreaElement;
});
afterEach(() => {
  terminal.dispose();
  vi.useRealTimers();
});

function press(key: string, keyCode: number, isComposing = false, ctrlKey = false): void {
  const event = new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true });
  Object.defineProperties(event, { keyCode: { value: keyCode }, isComposing: { value: isComposing } });
  input.dispatchEvent(event);
}

function fire(type: string, inputType?: string): void {
  input.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), { inputType }));
}

/** A key that the input method takes. */
const pressTaken = () => press('Unidentified', 229);
/** As WebKitGTK does for emoji: nothing begins the composition. */
function insertEmoji(text: string): void {
  pressTaken();
  fire('beforeinput', 'insertFromComposition');
  input.value += text;
  fire('input', 'insertFromComposition');
  fire('compositionend');
}
function compose(text: string): void {
  pressTaken();
  fire('compositionstart');
  input.value += text;
  fire('compositionupdate');
  fire('compositionend');
}
const KEYS = { quote: () => press('"', 222), enter: () => press('Enter', 13) };

describe.each([
  ['quick keys', () => {}],
  ['timers between the keys', () => void vi.runAllTimers()],
])('with %s', (_, pause) => {
  test.each<[string, () => void]>([
    ['an emoji', () => insertEmoji('😀')],
    ['composed text', () => compose('😀')],
    [
      'text of a key that was taken',
      () => {
        pressTaken();
        input.value += '😀';
      },
    ],
  ])('%s is sent once, in its place among keys', (_, insert) => {
    // Left by keys that came before.
    input.value = ' 你好 ';
    for (let round = 0; round < 2; round += 1) {
      insert();
      pause();
      KEYS.quote();
      pause();
      insert();
      pause();
      KEYS.enter();
      pause();
    }
    vi.runAllTimers();
    expect(sent.join('')).toBe('😀"😀\r😀"😀\r');
  });

  test('composed text is sent when the focus is lost, as typed', () => {
    const whileSending: boolean[] = [];
    terminal.onData(() => whileSending.push(isSending));
    input.value = 'a';
    compose('你好');
    input.dispatchEvent(new FocusEvent('blur'));
    pause();
    vi.runAllTimers();
    expect([sent, whileSending]).toEqual([['你好'], [true]]);
  });

  test('a keyboard that corrects a word without composing it deletes first', () => {
    input.value = 'teh';
    pressTaken();
    input.value = 'the ';
    pause();
    KEYS.quote();
    expect(sent.join('')).toBe('\x7f\x7fhe "');
  });
});

test('text that is being composed is sent on demand, and not again', () => {
  terminal.focus();
  pressTaken();
  fire('compositionstart');
  input.value += '你';
  fire('compositionupdate');
  // As Chromium does: the composition ends before the field has lost the focus.
  const { blur } = input;
  input.blur = () => {
    fire('compositionend');
    blur.call(input);
  };
  compositions.finish();
  vi.runAllTimers();
  expect(sent).toEqual(['你']);
});

test('spaces in the field stay as they are', () => {
  expect(input.style.whiteSpace).toBe('pre');
});

test('stops', () => {
  const begins = () => {
    fire('beforeinput', 'insertFromComposition');
    return coreOf(terminal)._compositionHelper.isComposing;
  };
  compositions.dispose();
  expect(begins()).toBe(false);
});

describe('a dead key in Firefox', () => {
  function composeStep(type: 'start' | 'update' | 'end', data: string): void {
    input.value = data;
    input.dispatchEvent(new CompositionEvent(`composition${type}`, { data, bubbles: true }));
    vi.runAllTimers();
  }

  /** As Firefox does: the accent is composed, and what is meant is inserted after the composition. */
  function pressDead(key: string, keyCode: number, inserted: string): void {
    press('Dead', 0, false);
    composeStep('start', '');
    composeStep('update', '´');
    press(key, keyCode, true);
    composeStep('update', '');
    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    input.value = inserted;
    const insertion = { inputType: 'insertText', data: inserted, bubbles: true, composed: true };
    if (inserted !== '') input.dispatchEvent(new InputEvent('input', insertion));
    vi.runAllTimers();
  }

  test.each([
    ['e', 69, 'é'],
    [' ', 32, "'"],
    ['x', 88, '´x'],
    ['Enter', 13, '´'],
  ])('and %j give what is meant, and not the accent', (key, keyCode, letter) => {
    pressDead(key, keyCode, letter);
    pressDead(key, keyCode, letter);
    expect(sent).toEqual([letter, letter]);
  });

  test('and Backspace give nothing, and the keys after it count', () => {
    pressDead('Backspace', 8, '');
    press('ArrowLeft', 37, false);
    expect(sent).toEqual(['\x1b[D']);
  });

  test('and a shortcut end it, with the accent', () => {
    press('Dead', 0, false);
    composeStep('start', '');
    composeStep('update', '´');
    press('c', 67, true, true);
    expect(sent).toEqual(['´']);
  });
});
