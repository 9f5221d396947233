// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import type { ConnectionState } from '../../connection/connection-state.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { StateBadge } from './state-badge.tsx';

test('shows the exit code of a process that ended by itself, not of one that the server has ended', () => {
  const exited = { kind: 'exited', exitCode: 129, reason: '' } as const;
  const { states } = terminalCatalog.en;
  const page = renderPage(<StateBadge state={exited} isQuiet={false} />);
  screen.getByText(states.exited(129));
  page.unmount();
  const cause = { code: 'drain-over', detail: '' };
  renderPage(<StateBadge state={{ ...exited, cause }} isQuiet={false} />);
  screen.getByText(states.exited(null));
});

function failed(code: string): ConnectionState {
  return { kind: 'failed', problem: { code, detail: '', wasOpen: false } };
}

test.each(LANGUAGES)('a shell that waits for its reason has not failed, in %s', (language) => {
  const words = terminalCatalog[language].states;
  for (const code of ['reason-required', 'reason-optional']) {
    const page = renderPage(<StateBadge state={failed(code)} isQuiet={false} />, language);
    screen.getByText(words.asking);
    page.unmount();
  }
  renderPage(<StateBadge state={failed('forbidden')} isQuiet={false} />, language);
  screen.getByText(words.failed);
  expect(screen.queryByText(words.asking)).toBeNull();
});
