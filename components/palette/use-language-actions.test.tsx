// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { currentActions } from '#components/actions/actions.ts';
import { LANGUAGE_COOKIE } from '#components/language/language.ts';
import { InEnglish } from '#components/testing/dom.tsx';
import { useLanguageActions } from './use-language-actions.ts';

test('offers each language, and applies a choice immediately', () => {
  renderHook(useLanguageActions, { wrapper: InEnglish });
  const english = currentActions().map(({ label }) => label);
  act(() =>
    currentActions()
      .find(({ id }) => id === 'language.zh-CN')
      ?.run?.(),
  );
  expect(currentActions().map(({ id }) => id)).toEqual(['language.en', 'language.zh-CN']);
  expect(currentActions().map(({ label }) => label)).not.toEqual(english);
  expect(document.documentElement.lang).toBe('zh-CN');
  expect(document.cookie).toContain(`${LANGUAGE_COOKIE}=zh-CN`);
});
