// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { TerminalPane } from '../../pane/terminal-pane.ts';
import { DEFAULT_SETTINGS, formatSettings } from '../../screen/look/terminal-settings.ts';
import type { EndListener } from '../../screen/marks/command-marks.ts';
import { marksCatalog } from '../../words/marks-catalog.ts';
import { useCommandNotifications } from './use-command-notifications.ts';

/** The notifications that the browser was asked for. */
class FakeNotification {
  static permission: NotificationPermission = 'granted';
  static readonly shown: FakeNotification[] = [];
  onclick = () => {};
  isClosed = false;
  readonly title: string;
  readonly body: string | undefined;

  constructor(title: string, { body }: NotificationOptions) {
    this.title = title;
    this.body = body;
    FakeNotification.shown.push(this);
  }

  close(): void {
    this.isClosed = true;
  }
}

const { shown } = FakeNotification;
let isHidden = true;

beforeEach(() => {
  shown.length = 0;
  FakeNotification.permission = 'granted';
  isHidden = true;
  vi.stubGlobal('Notification', FakeNotification);
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (isHidden ? 'hidden' : 'visible'));
  window.localStorage.setItem('podshell.terminal', formatSettings({ ...DEFAULT_SETTINGS, notifyAfter: 10 }));
});

function open() {
  const listeners = new Set<EndListener>();
  const focus = vi.fn();
  const onEnded = (listener: EndListener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const pane = { marks: { onEnded }, place: { pod: 'web' }, focus } as unknown as TerminalPane;
  const { unmount } = renderHook(() => useCommandNotifications(pane, marksCatalog.en));
  const end: EndListener = (command) => {
    for (const listener of listeners) listener(command);
  };
  return { end, focus, unmount, listeners };
}

const long = { text: 'make test', exitCode: 2, durationMs: 10_000 };

test('a long command that ends while the page is hidden is told, and a click leads to its terminal', () => {
  const { end, focus } = open();
  end(long);
  expect(shown.map(({ title, body }) => [title, body])).toEqual([
    ['Command failed in web', 'make test: failed with exit code 2 after 10\u00a0s'],
  ]);
  shown[0]?.onclick();
  expect(focus).toHaveBeenCalledOnce();
  expect(shown[0]?.isClosed).toBe(true);
});

test.each<[string, () => void, Partial<typeof long>]>([
  ['that was short', () => {}, { durationMs: 9_999 }],
  ['while the page is seen', () => (isHidden = false), {}],
  ['that the browser may not tell', () => (FakeNotification.permission = 'denied'), {}],
  ['where the user has not asked for it', () => window.localStorage.removeItem('podshell.terminal'), {}],
])('a command %s is not told', (_, arrange, fields) => {
  arrange();
  open().end({ ...long, ...fields });
  expect(shown).toEqual([]);
});

test('a command whose time nobody knows is not told', () => {
  open().end({ ...long, durationMs: undefined });
  expect(shown).toEqual([]);
});

test('a terminal that is gone tells nothing', () => {
  const { unmount, listeners } = open();
  unmount();
  expect(listeners.size).toBe(0);
});
