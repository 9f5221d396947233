// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { LanguageProvider, useLanguage } from './language-provider.tsx';

function English({ children }: { children: ReactNode }) {
  return <LanguageProvider initial="en">{children}</LanguageProvider>;
}

test('the page gets its language once: to set it again would cost the styles of the whole page', () => {
  document.documentElement.lang = 'en';
  const changes = new MutationObserver(() => {});
  changes.observe(document.documentElement, { attributes: true });
  const { result } = renderHook(useLanguage, { wrapper: English });
  expect(changes.takeRecords()).toEqual([]);
  act(() => result.current.choose('zh-CN'));
  expect(changes.takeRecords().map(({ attributeName }) => attributeName)).toEqual(['lang']);
  expect(document.documentElement.lang).toBe('zh-CN');
});
