// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { initialView, type PaneView } from '../pane/pane-view.ts';
import { READY } from '../testing/ready-state.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { RecordingBadge } from './recording-badge.tsx';
import { NoticeList } from './states/notice-list.tsx';

function view(change: Partial<PaneView>): PaneView {
  return {
    ...initialView({ context: undefined, namespace: 'team-a', pod: 'debian', container: undefined }),
    ...change,
  };
}

test.each(LANGUAGES)('a terminal says in its header that it is recorded, in %s', (language) => {
  const { badge } = terminalCatalog[language].recording;
  const page = renderPage(<RecordingBadge view={view({ state: READY, recording: 'strict' })} />, language);
  screen.getByRole('button', { name: badge });
  page.unmount();
  for (const change of [
    { state: READY, recording: null },
    { recording: 'strict' as const, state: { kind: 'connecting' as const, container: '' } },
  ]) {
    const other = renderPage(<RecordingBadge view={view(change)} />, language);
    expect(screen.queryByText(badge)).toBeNull();
    other.unmount();
  }
});

test.each([
  ['recording-started', 'started'],
  ['recording-gap', 'gap'],
  ['recording-lost', 'lost'],
] as const)('the notice %s is translated', (code, words) => {
  const { recording } = terminalCatalog['zh-CN'];
  const notice = { kind: 'server', level: 'warning', text: 'As the server says it', code } as const;
  const list = <NoticeList notices={[{ noticeId: 1, notice }]} onClose={() => {}} />;
  const page = renderPage(list, 'zh-CN');
  screen.getByText(recording[words]);
  page.unmount();
  renderPage(list, 'en');
  screen.getByText('As the server says it');
});
