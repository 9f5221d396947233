// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { LazyFailureNotice, LazyFailureText } from './lazy-failures.tsx';

const failure = { code: 'forbidden', detail: 'You need list on pods in team-b. Ask an admin.' };

test('a notice offers its actions before and after its code is loaded', async () => {
  const { container } = renderPage(
    <LazyFailureNotice failure={failure} place="pods" actions={<button type="button">Show team-a</button>} />,
  );
  expect(container.textContent).toContain('You need list on pods in team-b.');
  expect(screen.getByRole('button', { name: 'Show team-a' })).toBeTruthy();
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Show team-a' })).toBeTruthy();
});

test('a text has the words of the server before its code is loaded, then those of the language', async () => {
  const { container } = renderPage(<LazyFailureText failure={failure} place="pods" />, 'zh-CN');
  expect(container.textContent).toBe(failure.detail);
  expect(await screen.findByText(failure.detail, { selector: 'q' })).toBeTruthy();
});
