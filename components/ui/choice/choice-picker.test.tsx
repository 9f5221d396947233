// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { layOutLists, renderPage } from '#components/testing/dom.tsx';
import { ChoicePicker } from './choice-picker.tsx';
import type { ChoicePickerProps } from './choice-picker-props.ts';

const TEAMS = ['team-a', 'team-b', 'team-c'].map((name) => ({ value: name, label: name }));

beforeEach(layOutLists);

async function openPicker(fields: Partial<ChoicePickerProps> = {}) {
  const onChoose = vi.fn<(value: string) => void>();
  const props: ChoicePickerProps = {
    label: 'Namespace',
    current: 'team-a',
    values: ['team-a'],
    choices: TEAMS,
    searchLabel: 'Find',
    emptyText: 'No results.',
    onChoose,
    ...fields,
  };
  const page = renderPage(<ChoicePicker {...props} />);
  const button = screen.getByRole('button', { name: `Namespace: ${props.current}` });
  await page.user.click(button);
  const field = await screen.findByRole('combobox', { name: 'Find' });
  return {
    ...page,
    onChoose,
    button,
    field,
    rerenderWith: (more: Partial<ChoicePickerProps>) => page.rerender(<ChoicePicker {...props} {...more} />),
  };
}

const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent);
/** The option that the field's aria-activedescendant names. */
const activeOption = () => {
  const id = screen.getByRole('combobox').getAttribute('aria-activedescendant');
  return id === null ? undefined : document.getElementById(id)?.textContent;
};

test('opens with the focus in the field and the chosen option active', async () => {
  const { field } = await openPicker({ values: ['team-b'] });
  expect(document.activeElement).toBe(field);
  expect(activeOption()).toBe('team-b');
  screen.getByRole('option', { name: 'team-b', selected: true });
});

test('chooses by keyboard, wrapping around, and closes', async () => {
  const { user, onChoose, button } = await openPicker();
  await user.keyboard('{ArrowUp}');
  expect(activeOption()).toBe('team-c');
  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('team-b');
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(document.activeElement).toBe(button);
});

test('shows matches, best first, and makes the first active', async () => {
  const { user, onChoose } = await openPicker({
    choices: [{ value: 'my-team', label: 'my-team' }, ...TEAMS],
  });
  await user.keyboard('team');
  expect(options()).toEqual(['team-a', 'team-b', 'team-c', 'my-team']);
  await user.keyboard('-c{Enter}');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('team-c');
});

test('shows that nothing matches, and Enter does nothing', async () => {
  const { user, onChoose } = await openPicker();
  await user.keyboard('nothing{Enter}');
  screen.getByText('No results.');
  expect(activeOption()).toBeUndefined();
  expect(onChoose).not.toHaveBeenCalled();
});

test('offers the typed text if the list may be incomplete', async () => {
  const { user, onChoose } = await openPicker({ typedLabel: (typed) => `Use ${typed}` });
  await user.keyboard('hidden');
  expect(options()).toEqual(['Use hidden']);
  await user.keyboard('{Enter}');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('hidden');
});

test('adds with Ctrl+Enter and the tick box, and stays open', async () => {
  const onToggle = vi.fn<(value: string) => void>();
  const { user, onChoose, rerenderWith } = await openPicker({ onToggle });
  expect(screen.getByRole('listbox').getAttribute('aria-multiselectable')).toBe('true');
  await user.keyboard('{ArrowDown}{Control>}{Enter}{/Control}');
  expect(onToggle).toHaveBeenLastCalledWith('team-b');
  const box = screen.getByRole('option', { name: 'team-c' }).querySelector('[data-box]');
  await user.click(box ?? expect.fail('no tick box'));
  expect(onToggle).toHaveBeenLastCalledWith('team-c');
  expect(onChoose).not.toHaveBeenCalled();
  rerenderWith({ onToggle, values: ['team-a', 'team-c'] });
  expect(screen.getAllByRole('option', { selected: true }).map(({ textContent }) => textContent)).toEqual([
    'team-a',
    'team-c',
  ]);
});

test('a click on a name chooses only it', async () => {
  const onToggle = vi.fn();
  const { user, onChoose } = await openPicker({ onToggle });
  await user.click(screen.getByText('team-b'));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('team-b');
  expect(onToggle).not.toHaveBeenCalled();
});

test('ignores keys during a composition', async () => {
  const { field, onChoose } = await openPicker();
  for (const key of ['ArrowDown', 'Enter', 'Escape']) fireEvent.keyDown(field, { key, isComposing: true });
  expect(activeOption()).toBe('team-a');
  expect(onChoose).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(field);
});

test('renders a window of 5,000 choices with their number, and reaches the last one', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ value: `ns-${index}`, label: `ns-${index}` }));
  const { user, onChoose } = await openPicker({ choices: many, values: ['ns-0'] });
  expect(screen.getAllByRole('option').length).toBeLessThan(60);
  expect(screen.getAllByRole('option')[0]?.getAttribute('aria-setsize')).toBe('5000');
  await user.keyboard('{ArrowUp}{Enter}');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('ns-4999');
});

test('Escape closes it without a choice and gives the focus back', async () => {
  const { user, onChoose, button } = await openPicker();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(onChoose).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button);
});
