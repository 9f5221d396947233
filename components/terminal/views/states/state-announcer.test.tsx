// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { failureCatalog } from '#components/failures/catalog.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { terminalCatalog } from '../../words/catalog.ts';
import { StateAnnouncer } from './state-announcer.tsx';

const exited = { kind: 'exited', exitCode: 129, reason: '' } as const;

test('announces why the server has ended a shell, and politely', () => {
  const detail = 'The Podshell replica web-2 was shut down. Open a new one.';
  renderPage(<StateAnnouncer state={{ ...exited, cause: { code: 'drain-over', detail } }} />);
  const { title } = failureCatalog.en.codes['drain-over'];
  expect(screen.getByRole('status').textContent).toBe(`${title}. ${detail}`);
  expect(screen.getByRole('alert').textContent).toBe('');
});

test('announces with which code a shell ended by itself', () => {
  renderPage(<StateAnnouncer state={exited} />);
  expect(screen.getByRole('status').textContent).toBe(terminalCatalog.en.announce.exited(129));
});
