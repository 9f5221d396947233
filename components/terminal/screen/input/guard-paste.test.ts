// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guardPaste } from './guard-paste.ts';

const BROWSERS = {
  webkit:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  chromium:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
};

let element: HTMLElement;
let field: HTMLTextAreaElement;
const pasted: string[] = [];
let stop: () => void;

beforeEach(() => {
  element = document.createElement('div');
  field = document.createElement('textarea');
  element.append(field);
  document.body.replaceChildren(element);
  pasted.length = 0;
  stop = guardPaste(element, (text) => pasted.push(text));
});
afterEach(() => vi.restoreAllMocks());

function send(event: Event): Event {
  field.dispatchEvent(event);
  return event;
}

const mouse = (type: string, button: number) =>
  send(new MouseEvent(type, { button, bubbles: true, cancelable: true }));

/** As browsers do: what the event leaves to them is inserted. @param clipboard in the event @param inserted else */
function paste(clipboard: string, inserted = clipboard): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', clipboard);
  const event = send(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  if (event.defaultPrevented) return;
  const insertion = { inputType: 'insertFromPaste', data: inserted, bubbles: true, cancelable: true };
  if (!send(new InputEvent('beforeinput', insertion)).defaultPrevented) field.value += inserted;
}

function clickMiddle(): void {
  mouse('mousedown', 1);
  mouse('mouseup', 1);
  mouse('auxclick', 1);
}

test.each(Object.entries(BROWSERS))(
  'a paste in %s is taken, by keys and by the middle button',
  (name, agent) => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(agent);
    paste('by keys');
    clickMiddle();
    // WebKit has the clipboard in the event of a paste of the primary selection.
    if (name === 'webkit') paste('the clipboard', 'by mouse');
    else paste('by mouse');
    send(new KeyboardEvent('keydown', { key: 'v', ctrlKey: true, bubbles: true }));
    paste('by keys again');
    expect(pasted).toEqual(['by keys', 'by mouse', 'by keys again']);
    expect(field.value).toBe('');
  },
);

test('other buttons and other input are left alone', () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(BROWSERS.webkit);
  mouse('auxclick', 2);
  paste('from a menu');
  const typed = { inputType: 'insertText', data: 'a', bubbles: true, cancelable: true };
  expect(send(new InputEvent('beforeinput', typed)).defaultPrevented).toBe(false);
  stop();
  paste('not ours');
  expect(pasted).toEqual(['from a menu']);
});
