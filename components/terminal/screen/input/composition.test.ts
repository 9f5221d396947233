// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import { beforeEach, expect, test } from 'vitest';
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
