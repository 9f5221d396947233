// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { coreOf } from '../programs/xterm-core.ts';
import { beginCompositions } from './composition.ts';

let begun: number;
let field: HTMLTextAreaElement;
let stop: () => void;

beforeEach(() => {
  begun = 0;
  field = document.createElement('textarea');
  const compositionstart = () => {
    begun += 1;
  };
  const terminal = {
    textarea: field,
    _core: { _compositionHelper: { compositionstart } },
  } as unknown as Terminal;
  const element = document.createElement('div');
  element.append(field);
  stop = beginCompositions(element, terminal);
});

function fire(type: string, inputType?: string): void {
  field.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), { inputType }));
}

test('a composition that was not begun begins before its text is there', () => {
  fire('beforeinput', 'insertFromComposition');
  expect(begun).toBe(1);
  fire('compositionend');
  fire('beforeinput', 'insertFromComposition');
  expect(begun).toBe(2);
});

test('a composition that was begun is left alone, and so is other input', () => {
  fire('compositionstart');
  fire('beforeinput', 'insertFromComposition');
  fire('compositionend');
  fire('beforeinput', 'insertText');
  expect(begun).toBe(0);
});

test('spaces in the field stay as they are', () => {
  expect(field.style.whiteSpace).toBe('pre');
});

test('stops', () => {
  stop();
  fire('beforeinput', 'insertFromComposition');
  expect(begun).toBe(0);
});

test('the installed xterm has the handler', () => {
  const terminal = new Terminal();
  const element = document.createElement('div');
  document.body.append(element);
  terminal.open(element);
  expect(coreOf(terminal)._compositionHelper.compositionstart).toBeTypeOf('function');
  terminal.dispose();
});

describe('a dead key in Firefox', () => {
  const sent: string[] = [];
  let terminal: Terminal;
  let input: HTMLTextAreaElement;

  beforeEach(() => {
    vi.useFakeTimers();
    sent.length = 0;
    terminal = new Terminal();
    const element = document.createElement('div');
    document.body.append(element);
    terminal.open(element);
    terminal.onData((text) => sent.push(text));
    beginCompositions(element, terminal);
    input = terminal.textarea as HTMLTextAreaElement;
  });
  afterEach(() => {
    terminal.dispose();
    vi.useRealTimers();
  });

  function press(key: string, keyCode: number, isComposing: boolean, ctrlKey = false): void {
    const event = new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true });
    Object.defineProperties(event, { keyCode: { value: keyCode }, isComposing: { value: isComposing } });
    input.dispatchEvent(event);
  }
  function compose(type: 'start' | 'update' | 'end', data: string): void {
    input.value = data;
    input.dispatchEvent(new CompositionEvent(`composition${type}`, { data, bubbles: true }));
    vi.runAllTimers();
  }

  /** As Firefox does: the accent is composed, and what is meant is inserted after the composition. */
  function pressDead(key: string, keyCode: number, inserted: string): void {
    press('Dead', 0, false);
    compose('start', '');
    compose('update', '´');
    press(key, keyCode, true);
    compose('update', '');
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
    compose('start', '');
    compose('update', '´');
    press('c', 67, true, true);
    expect(sent).toEqual(['´']);
  });
});
