// @vitest-environment happy-dom
import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { passOnSelection } from './primary-selection.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const CHROMIUM =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36';

const command = vi.fn<(name: string) => boolean>();

beforeEach(() => {
  // happy-dom has no editing commands.
  document.execCommand = command;
  command.mockReset().mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

/** The input field of a terminal that holds a text, as xterm puts it there before it selects it. */
function field(userAgent: string): HTMLTextAreaElement {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(userAgent);
  const terminal = new Terminal();
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  terminal.open(element);
  passOnSelection(terminal);
  const { textarea } = terminal;
  if (textarea === undefined) throw new Error('No field');
  textarea.value = 'chosen';
  textarea.focus();
  return textarea;
}

function selected(of: HTMLTextAreaElement): string {
  return of.value.slice(of.selectionStart, of.selectionEnd);
}

test('in Firefox an editing command selects, whose selection other programs can paste', () => {
  field(FIREFOX).select();
  expect(command.mock.calls).toEqual([['selectAll']]);
});

test('an empty or read-only field selects by itself: the command would select the page', () => {
  const empty = field(FIREFOX);
  empty.value = '';
  empty.select();
  const readOnly = field(FIREFOX);
  readOnly.readOnly = true;
  readOnly.select();
  expect(command).not.toHaveBeenCalled();
  expect(selected(readOnly)).toBe('chosen');
});

test('without the focus, or where the command is off, the field selects by itself, and never the page', () => {
  const unfocused = field(FIREFOX);
  // xterm empties it.
  unfocused.blur();
  unfocused.value = 'chosen';
  unfocused.select();
  expect(command).not.toHaveBeenCalled();
  expect(selected(unfocused)).toBe('chosen');

  command.mockReturnValue(false);
  const refused = field(FIREFOX);
  refused.select();
  expect(selected(refused)).toBe('chosen');
});

test('other browsers pass on what the field selects', () => {
  const other = field(CHROMIUM);
  other.select();
  expect(command).not.toHaveBeenCalled();
  expect(selected(other)).toBe('chosen');
});
