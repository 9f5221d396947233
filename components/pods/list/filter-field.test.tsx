// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { useRef, useState } from 'react';
import { expect, test, vi } from 'vitest';
import { currentActions } from '#components/actions/actions.ts';
import { LANGUAGES, type Language } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { podsCatalog } from '../catalog.ts';
import { FilterField } from './filter-field.tsx';

function Filter({ initial }: { initial: string }) {
  const [value, setValue] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  return <FilterField field={field} value={value} onChange={setValue} onDown={onDown} />;
}

const onDown = vi.fn();

function open(initial = '', language: Language = 'en') {
  const page = renderPage(<Filter initial={initial} />, language);
  const messages = podsCatalog[language];
  const field = screen.getByRole<HTMLInputElement>('searchbox', { name: messages.filter });
  return { ...page, messages, field };
}

test.each(LANGUAGES)('is named and explained in %s', (language) => {
  const { field, messages } = open('', language);
  const help = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(help?.textContent).toBe(messages.filterHelp);
});

test('Escape clears it, and is ignored if it is empty', async () => {
  const { field, user } = open('web');
  await user.click(field);
  expect(fireEvent.keyDown(field, { key: 'Escape' })).toBe(false);
  expect(field.value).toBe('');
  expect(fireEvent.keyDown(field, { key: 'Escape' })).toBe(true);
});

test('an Escape that ends a composition clears nothing', () => {
  const { field } = open('web');
  fireEvent.keyDown(field, { key: 'Escape', isComposing: true });
  expect(field.value).toBe('web');
});

test('the button clears it and focuses it', async () => {
  const { field, user, messages } = open('web');
  await user.click(screen.getByRole('button', { name: messages.clearFilter }));
  expect(field.value).toBe('');
  expect(document.activeElement).toBe(field);
  expect(screen.queryByRole('button')).toBeNull();
});

test('the shortcut focuses it and selects its text', () => {
  const { field } = open('web');
  const action = currentActions().find(({ shortcut }) => shortcut === '/');
  act(() => action?.run?.());
  expect(document.activeElement).toBe(field);
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 3]);
});

test('arrow down leads to the rows, but not while a word is composed', () => {
  const { field } = open('web');
  fireEvent.keyDown(field, { key: 'ArrowDown', isComposing: true });
  expect(onDown).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(onDown).toHaveBeenCalledOnce();
  expect(field.value).toBe('web');
});
