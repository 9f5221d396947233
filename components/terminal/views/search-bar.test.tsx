// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { LANGUAGES, type Language } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import type { ScreenSearch } from '../screen/screen-search.ts';
import type { SearchCount } from '../screen/text/search-query.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { SearchBar } from './search-bar.tsx';

function fakeSearch(selection = '') {
  const listeners = new Set<(count: SearchCount) => void>();
  return {
    selection,
    findUp: vi.fn(),
    findDown: vi.fn(),
    clear: vi.fn(),
    subscribe: (listener: (count: SearchCount) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listeners,
  };
}

function open(language: Language = 'en', selection = '') {
  const search = fakeSearch(selection);
  const onClose = vi.fn();
  const bar = (asked: number) => (
    <SearchBar search={search as unknown as ScreenSearch} asked={asked} onClose={onClose} />
  );
  const page = renderPage(bar(1), language);
  const messages = terminalCatalog[language].search;
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: messages.field });
  const count = (found: SearchCount) =>
    act(() => {
      for (const listener of search.listeners) listener(found);
    });
  return { ...page, search, onClose, messages, field, count, askAgain: () => page.rerender(bar(2)) };
}

test.each(LANGUAGES)('counts the matches in %s', async (language) => {
  const { user, messages, count } = open(language);
  await user.keyboard('error');
  count({ count: 3, index: 2 });
  expect(screen.getByRole('status').textContent).toBe(messages.nth(3, 3));
});

test('starts with the selected text, itself selected', () => {
  const { field } = open('en', 'error');
  expect(document.activeElement).toBe(field);
  expect(field.value).toBe('error');
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 5]);
});

test('Enter goes up to older matches, Shift+Enter down', async () => {
  const { user, search } = open('en', 'error');
  search.findUp.mockClear();
  await user.keyboard('{Enter}');
  expect(search.findUp).toHaveBeenCalledExactlyOnceWith({
    text: 'error',
    regex: false,
    caseSensitive: false,
  });
  await user.keyboard('{Shift>}{Enter}{/Shift}');
  expect(search.findDown).toHaveBeenCalledOnce();
});

test('an Enter or Escape that ends a composition is ignored', () => {
  const { field, search, onClose } = open('en', 'error');
  search.findUp.mockClear();
  for (const key of ['Enter', 'Escape']) fireEvent.keyDown(field, { key, isComposing: true });
  expect(search.findUp).not.toHaveBeenCalled();
  expect(onClose).not.toHaveBeenCalled();
});

test('reports an invalid regular expression while it is typed', async () => {
  const { user, messages, field } = open();
  await user.click(screen.getByRole('button', { name: messages.regex, pressed: false }));
  await user.type(field, '(a');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('status').textContent).toBe(messages.invalid);
  await user.type(field, ')');
  expect(field.getAttribute('aria-invalid')).toBe('false');
});

test('opening it again focuses the field', async () => {
  const { user, field, messages, askAgain } = open('en', 'error');
  await user.click(screen.getByRole('button', { name: messages.up }));
  expect(document.activeElement).not.toBe(field);
  askAgain();
  expect(document.activeElement).toBe(field);
});

test('Escape closes it, which removes the marks and the listeners', async () => {
  const { user, search, onClose, unmount } = open();
  await user.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
  unmount();
  expect(search.clear).toHaveBeenCalled();
  expect(search.listeners.size).toBe(0);
});
