// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { LazyErrorPage } from './lazy-error-page.tsx';

vi.mock('./error-page.tsx', () => {
  throw new Error('The server is down');
});

test.each([
  ['en', 'This page failed to load', 'Try again'],
  ['zh-CN', '页面加载失败', '重试'],
] as const)('says what failed and offers a retry without its code, in %s', async (language, title, retry) => {
  const onRetry = vi.fn();
  const { user } = renderPage(<LazyErrorPage digest="12345" onRetry={onRetry} />, language);
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
  expect(screen.getByRole('alert').textContent).toContain('12345');
  await user.click(screen.getByRole('button', { name: retry }));
  expect(onRetry).toHaveBeenCalledOnce();
});
