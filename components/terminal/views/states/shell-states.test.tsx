// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { Notice } from '../../connection/connection-listener.ts';
import { initialView } from '../../pane/pane-view.ts';
import { attachCatalog } from '../../words/attach-catalog.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { ShellStates } from './shell-states.tsx';
import { ReconnectingStrip } from './state-strip.tsx';

const words = terminalCatalog.en;
const lost = { kind: 'reconnecting', attempt: 2, retryAt: null, wasOpen: true } as const;
const draining: Notice = { kind: 'server', level: 'warning', text: 'The server stops.', code: 'draining' };

const PLACE = { namespace: 'team-a', pod: 'debian', container: undefined, context: undefined };

function view(notices: readonly Notice[]) {
  const shown = notices.map((notice, noticeId) => ({ noticeId, notice }));
  return { ...initialView(PLACE), state: lost, notices: shown };
}

test('a terminal beside others leaves to one of them what concerns all', () => {
  const own: Notice = { kind: 'input-full' };
  const page = renderPage(
    <ShellStates
      place={PLACE}
      pane={null}
      view={view([draining, own])}
      resumeSeconds={60}
      reopenSeconds={60}
      podsHref="/pods"
      speaksForAll={false}
      showsLoss={false}
    />,
    'en',
  );
  expect(screen.queryByText('The server stops.')).toBeNull();
  screen.getByText(words.inputFull);
  expect(screen.queryByText(words.announce.reconnecting)).toBeNull();
  expect(screen.queryByText(/running for up to/)).toBeNull();
  page.unmount();
  renderPage(
    <ShellStates
      place={PLACE}
      pane={null}
      view={view([draining])}
      resumeSeconds={60}
      reopenSeconds={60}
      podsHref="/pods"
    />,
    'en',
  );
  screen.getByText('The server stops.');
  screen.getByText(words.announce.reconnecting);
  screen.getByText(/Your shell keeps running for up to/);
});

test('a drain says in other languages how long the shell has', () => {
  renderPage(
    <ShellStates
      place={PLACE}
      pane={null}
      view={view([{ ...draining, seconds: 540 }])}
      resumeSeconds={60}
      reopenSeconds={60}
      podsHref="/pods"
    />,
    'zh-CN',
  );
  screen.getByText(/9 分钟/);
});

test.each([
  ['draining', attachCatalog['zh-CN'].draining(540)],
  ['token-expiring', attachCatalog['zh-CN'].tokenExpiring],
] as const)(
  '%s is said of the attachment in other languages, where the terminal has no shell of its own',
  (code, said) => {
    const notice: Notice = {
      kind: 'server',
      level: 'warning',
      text: 'As the server says it',
      code,
      seconds: 540,
    };
    const attached = { ...view([notice]), attached: { terminal: true, input: true, debug: false } };
    renderPage(
      <ShellStates
        place={PLACE}
        pane={null}
        view={attached}
        resumeSeconds={60}
        reopenSeconds={60}
        podsHref="/pods"
      />,
      'zh-CN',
    );
    screen.getByText(said);
    screen.getByText(attachCatalog['zh-CN'].lostKept(60, 1));
  },
);

test('one strip speaks for several terminals', () => {
  renderPage(<ReconnectingStrip state={lost} terminals={3} resumeSeconds={60} onRetry={() => {}} />, 'en');
  screen.getByText(/Connection lost in 3 terminals/);
  screen.getByText(/Your terminals stay open for up to/);
});
