// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { failureCatalog } from '#components/failures/catalog.ts';
import { LANGUAGES, SERVER_LANGUAGE } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { attachCatalog } from '../../words/attach-catalog.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { ConnectingStrip, ExitedBar, ReconnectingStrip } from './state-strip.tsx';

const messages = terminalCatalog.en;
const text = () => document.body.textContent;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});

const waiting = (seconds: number) =>
  ({ kind: 'reconnecting', attempt: 1, retryAt: 1_000_000 + seconds * 1000, wasOpen: true }) as const;

test.each(LANGUAGES)('says in %s that a shell is being opened once that takes long', (language) => {
  renderPage(<ConnectingStrip attaches={false} />, language);
  act(() => vi.advanceTimersByTime(300));
  expect(text()).toBe('');
  act(() => vi.advanceTimersByTime(100));
  expect(text()).toBe(terminalCatalog[language].connecting);
});

test.each(LANGUAGES)('counts down to the next attempt in %s', (language) => {
  renderPage(<ReconnectingStrip resumeSeconds={60} state={waiting(4)} onRetry={() => {}} />, language);
  expect(text()).toContain(terminalCatalog[language].connectingIn(4));
  act(() => vi.advanceTimersByTime(3000));
  expect(text()).toContain(terminalCatalog[language].connectingIn(1));
  act(() => vi.advanceTimersByTime(5000));
  expect(text()).toContain(terminalCatalog[language].connectingIn(1));
});

test.each(LANGUAGES)('says in %s why the server has ended the connection', (language) => {
  const cause = {
    code: 'replica-unreachable',
    detail: 'The Podshell replica web-1, which runs this terminal, doesn’t answer. It may still be running.',
  };
  renderPage(
    <ReconnectingStrip resumeSeconds={60} state={{ ...waiting(4), cause }} onRetry={() => {}} />,
    language,
  );
  const ours = failureCatalog[language].codes['replica-unreachable'].cause;
  const said = language === SERVER_LANGUAGE ? 'The Podshell replica web-1' : ours;
  expect(text()).toContain(said);
  expect(text()).toContain(terminalCatalog[language].connectingIn(4));
  expect(text()).not.toContain(terminalCatalog[language].lost);
});

test.each(LANGUAGES)(
  'speaks in %s of the attachment, where the lost terminal has no shell of its own',
  (language) => {
    const { attached } = failureCatalog[language].places;
    const cause = { code: 'replica-unreachable', detail: '' };
    const { rerender } = renderPage(
      <ReconnectingStrip resumeSeconds={60} state={{ ...waiting(4), cause }} isAttached onRetry={() => {}} />,
      language,
    );
    expect(text()).toContain(attached['replica-unreachable'].cause);
    expect(text()).toContain(attachCatalog[language].lostKept(60, 1));
    expect(text()).not.toContain(terminalCatalog[language].lostKept(60, 1));
    rerender(<ReconnectingStrip resumeSeconds={0} state={waiting(4)} isAttached onRetry={() => {}} />);
    expect(text()).toContain(attachCatalog[language].lostKept(0, 1));
    for (const seconds of [0, 60]) {
      rerender(
        <ReconnectingStrip
          resumeSeconds={seconds}
          state={waiting(4)}
          terminals={2}
          isAttached
          onRetry={() => {}}
        />,
      );
      expect(text()).toContain(attachCatalog[language].lostKept(seconds, 2));
      expect(text()).not.toContain(terminalCatalog[language].lostKept(seconds, 2));
    }
  },
);

test.each(LANGUAGES)('says in %s that a limit has detached, and left the process running', (language) => {
  const { attached } = failureCatalog[language].places;
  for (const code of [
    'idle-limit',
    'life-limit',
    'unattached-limit',
    'token-expired',
    'drain-over',
    'recording-failed',
  ] as const) {
    const state = { kind: 'exited', exitCode: null, reason: '', cause: { code, detail: '' } } as const;
    const { unmount } = renderPage(<ExitedBar state={state} wasAttached onRestart={() => {}} />, language);
    expect(text()).toContain(attached[code].cause);
    expect(text()).toContain(attached[code].next);
    unmount();
  }
});

test('restarts the countdown for the next attempt', () => {
  const { rerender } = renderPage(
    <ReconnectingStrip resumeSeconds={60} state={waiting(2)} onRetry={() => {}} />,
  );
  act(() => vi.advanceTimersByTime(2000));
  rerender(<ReconnectingStrip resumeSeconds={60} state={waiting(10)} onRetry={() => {}} />);
  expect(text()).toContain(messages.connectingIn(8));
});

test('offers to reconnect now only while it waits', () => {
  const onRetry = vi.fn();
  const { rerender, unmount } = renderPage(
    <ReconnectingStrip resumeSeconds={60} state={waiting(4)} onRetry={onRetry} />,
  );
  act(() => screen.getByRole('button', { name: messages.retryNow }).click());
  expect(onRetry).toHaveBeenCalledOnce();
  rerender(
    <ReconnectingStrip resumeSeconds={60} state={{ ...waiting(4), retryAt: null }} onRetry={onRetry} />,
  );
  expect(screen.queryByRole('button')).toBeNull();
  expect(text()).toContain(messages.connectingAgain);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});

test('shows how the process ended, with the name of the signal', () => {
  renderPage(
    <ExitedBar
      state={{ kind: 'exited', exitCode: 137, reason: '' }}
      wasAttached={false}
      onRestart={() => {}}
    />,
  );
  expect(text()).toContain(messages.exited(137));
  expect(text()).toContain(messages.signal(9));
});

test.each(LANGUAGES)('says in %s why the server ended the shell, not by which signal', (language) => {
  const cause = { code: 'drain-over', detail: 'The Podshell replica web-2 was shut down. Open a new one.' };
  const state = { kind: 'exited', exitCode: 129, reason: '', cause } as const;
  renderPage(<ExitedBar state={state} wasAttached={false} onRestart={() => {}} />, language);
  expect(text()).toContain(failureCatalog[language].codes['drain-over'].title);
  expect(text()).toContain('The Podshell replica web-2 was shut down.');
  expect(text()).not.toContain('129');
});

test.each([0, 1, 128, 193])('shows no signal for exit code %i', (exitCode) => {
  renderPage(
    <ExitedBar state={{ kind: 'exited', exitCode, reason: '' }} wasAttached={false} onRestart={() => {}} />,
  );
  for (let signal = 1; signal <= 65; signal += 1) expect(text()).not.toContain(messages.signal(signal));
});

test("quotes the cluster's text", () => {
  renderPage(
    <ExitedBar
      state={{ kind: 'exited', exitCode: null, reason: 'OOMKilled' }}
      wasAttached={false}
      onRestart={() => {}}
    />,
    'zh-CN',
  );
  expect(screen.getByText('OOMKilled').closest('[lang]')?.getAttribute('lang')).toBe(SERVER_LANGUAGE);
});

test('opens another shell', () => {
  const onRestart = vi.fn();
  renderPage(
    <ExitedBar
      state={{ kind: 'exited', exitCode: 0, reason: '' }}
      wasAttached={false}
      onRestart={onRestart}
    />,
  );
  act(() => screen.getByRole('button', { name: messages.restart }).click());
  expect(onRestart).toHaveBeenCalledOnce();
});

test('what ended was the process of the container, where the terminal was attached to it', () => {
  renderPage(
    <ExitedBar state={{ kind: 'exited', exitCode: 3, reason: '' }} wasAttached onRestart={() => {}} />,
  );
  expect(text()).toContain(attachCatalog.en.ended(3));
});
