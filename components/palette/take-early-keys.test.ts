// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { registerActions } from '#components/actions/actions.ts';
import { keepEarlyKeys } from '#components/keys/early-keys-script.ts';
import { keyPlace } from '#components/keys/key-place.ts';
import { catchKeys, typedAhead } from '#components/keys/typed-ahead.ts';
import { typedAs } from '#components/keys/typed-key.ts';
import { playTyping } from '#components/testing/play-typing.ts';
import { followShortcuts } from './follow-shortcuts.ts';
import { readyKeys, takeEarlyKeys } from './take-early-keys.ts';

let idle: (() => void)[] = [];

beforeEach(() => {
  playTyping();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => idle.push(callback));
  vi.stubGlobal('cancelIdleCallback', () => {});
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page whose parts come to life one by one, and what its keys have done. */
class TestPage {
  readonly field = document.createElement('input');
  readonly ran: string[] = [];
  readonly #cleanups: (() => void)[] = [];

  constructor({ keepsEarlyKeys }: { readonly keepsEarlyKeys: boolean }) {
    idle = [];
    document.body.replaceChildren(this.field);
    this.field.blur();
    if (keepsEarlyKeys) keepEarlyKeys(keyPlace, typedAs, 10_000);
  }

  /** The header: shortcuts that every page has. */
  beginShortcuts(): void {
    this.#register('mod+k', () => catchKeys());
    this.#register('g p', () => {});
    this.#cleanups.push(followShortcuts('other'), takeEarlyKeys('other'));
  }

  /** The content: shortcuts of this page. */
  beginContent(): void {
    this.#register('/', () => this.field.focus());
    this.#register('j', () => {});
    this.#register('g n', () => {});
  }

  /** Presses a key as a browser does. */
  press(step: string): void {
    const ctrlKey = step.startsWith('Ctrl+');
    const key = step.slice(ctrlKey ? 5 : 0);
    const target = document.activeElement ?? document.body;
    const event = new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true });
    if (!target.dispatchEvent(event) || target !== this.field || ctrlKey) return;
    if (key === 'Backspace') this.field.value = this.field.value.slice(0, -1);
    else if (key.length === 1) this.field.value += key;
  }

  /** The page has loaded and is idle. */
  settle(): void {
    vi.advanceTimersByTime(0);
    for (const callback of idle.splice(0)) callback();
  }

  /** @returns what was run, the text in the field, and what waits for the palette */
  end(): readonly [readonly string[], string, readonly string[]] {
    for (const cleanup of this.#cleanups) cleanup();
    window.podshellEarlyKeys?.stop();
    return [this.ran, this.field.value, typedAhead()];
  }

  #register(shortcut: string, act: () => void): void {
    const run = () => {
      this.ran.push(shortcut);
      act();
    };
    this.#cleanups.push(registerActions([{ id: shortcut, label: shortcut, group: 'Test', shortcut, run }]));
  }
}

const anyStep = fc.constantFrom('Ctrl+k', '/', 'j', 'g', 'p', 'n', 'x', '?', 'é', 'Backspace', 'Enter');

test('keys do the same whenever the page comes to life', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), fc.nat(12), fc.nat(12), (steps, header, content) => {
      const alive = new TestPage({ keepsEarlyKeys: false });
      alive.beginShortcuts();
      alive.beginContent();
      for (const step of steps) alive.press(step);
      const expected = alive.end();

      const late = new TestPage({ keepsEarlyKeys: true });
      const moments = [header, Math.max(header, content)].map((at) => Math.min(at, steps.length));
      for (let at = 0; at <= steps.length; at++) {
        if (at === moments[0]) late.beginShortcuts();
        if (at === moments[1]) late.beginContent();
        vi.advanceTimersByTime(0);
        const step = steps[at];
        if (step !== undefined) late.press(step);
      }
      late.settle();
      expect(late.end()).toEqual(expected);
    }),
  );
});

test('a page that is there takes its keys itself', () => {
  const page = new TestPage({ keepsEarlyKeys: true });
  page.beginShortcuts();
  page.beginContent();
  page.press('j');
  page.settle();
  const seen = vi.fn();
  document.addEventListener('keydown', seen);
  page.press('x');
  document.removeEventListener('keydown', seen);
  expect(seen).toHaveBeenCalledOnce();
  expect(page.end()[0]).toEqual(['j']);
});

test('the palette opens before the content is there, and the first key of a sequence waits for the second', () => {
  const key = (of: string, ctrlKey = false) => ({
    key: of,
    code: '',
    ctrlKey,
    metaKey: false,
    altKey: false,
    shiftKey: false,
  });
  const shortcuts = ['mod+k', 'g p'];
  expect(readyKeys([key('k', true), key('x')], shortcuts, 'other', false)).toBe(1);
  expect(readyKeys([key('g')], shortcuts, 'other', false)).toBe(0);
  expect(readyKeys([key('g'), key('p'), key('x')], shortcuts, 'other', false)).toBe(2);
  expect(readyKeys([key('/'), key('k', true)], shortcuts, 'other', false)).toBe(0);
  expect(readyKeys([key('a'), key('b'), key('k', true)], shortcuts, 'other', true)).toBe(2);
  expect(readyKeys([], shortcuts, 'other', true)).toBe(0);
});
