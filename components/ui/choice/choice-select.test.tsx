// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { Popover } from '../layers/popover.tsx';
import { ChoiceSelect } from './choice-select.tsx';

const choices = [
  { value: 's', label: 'Small' },
  { value: 'l', label: 'Large' },
] as const;

test('the button names what is chosen, and a choice is reported', async () => {
  const onChoose = vi.fn();
  const { user } = renderPage(<ChoiceSelect label="Size" value="s" choices={choices} onChoose={onChoose} />);
  await user.click(screen.getByRole('button', { name: 'Size: Small' }));
  await screen.findByRole('menuitemradio', { name: 'Small', checked: true });
  await user.click(screen.getByRole('menuitemradio', { name: 'Large' }));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('l');
});

test('in a popover, a choice and Escape close only the list', async () => {
  const onChoose = vi.fn();
  const { user } = renderPage(
    <Popover label="Settings" trigger={<button type="button">Open</button>}>
      {() => <ChoiceSelect label="Size" value="s" choices={choices} onChoose={onChoose} />}
    </Popover>,
  );
  await user.click(screen.getByRole('button', { name: 'Open' }));
  const button = await screen.findByRole('button', { name: 'Size: Small' });
  await user.click(button);
  await user.click(await screen.findByRole('menuitemradio', { name: 'Large' }));
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  await user.click(button);
  await screen.findByRole('menu');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  screen.getByRole('dialog', { name: 'Settings' });
  expect(onChoose).toHaveBeenCalledOnce();
});
