// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { loadMenu, MENU_PLACE, Menu, MenuChoice, MenuHeading, MenuItem, SharedMenu } from './menu.tsx';
import { useSharedLayer } from './use-shared-layer.ts';

function open(onChoose = vi.fn(), placeFocus?: () => boolean) {
  const page = renderPage(
    <Menu
      label="View"
      trigger={<button type="button">Open</button>}
      {...(placeFocus === undefined ? {} : { placeFocus })}
    >
      <MenuItem disabled>Cannot</MenuItem>
      <MenuItem asChild>
        <a href="#own">Own page</a>
      </MenuItem>
      <MenuHeading>Size</MenuHeading>
      <MenuChoice
        value="small"
        choices={[
          { value: 'small', label: 'Small' },
          { value: 'large', label: 'Large' },
        ]}
        onChoose={onChoose}
      />
    </Menu>,
  );
  return { ...page, onChoose, trigger: screen.getByRole('button', { name: 'Open' }) };
}

test('the trigger has aria-haspopup and aria-expanded', async () => {
  const { user, trigger } = open();
  expect(trigger.getAttribute('aria-haspopup')).toBe('menu');
  expect(trigger.getAttribute('aria-expanded')).toBe('false');
  await user.click(trigger);
  await screen.findByRole('menu', { name: 'View' });
  expect(trigger.getAttribute('aria-expanded')).toBe('true');
});

test('opened by keyboard, the first enabled item has the focus', async () => {
  const { user, trigger } = open();
  await user.tab();
  expect(document.activeElement).toBe(trigger);
  await user.keyboard('{ArrowDown}');
  const item = await screen.findByRole('menuitem', { name: 'Own page' });
  await waitFor(() => expect(document.activeElement).toBe(item));
});

test('a list of choices begins at the present one, and shows it', async () => {
  const shown = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue();
  const choices = ['one', 'two', 'three'].map((value) => ({ value, label: value }));
  const trigger = <button type="button">Open</button>;
  const { user } = renderPage(
    <Menu label="Tabs" trigger={trigger}>
      <MenuChoice value="two" choices={choices} onChoose={vi.fn()} />
    </Menu>,
  );
  const present = () => screen.findByRole('menuitemradio', { name: 'two', checked: true });
  await user.tab();
  await user.keyboard('{Enter}');
  const item = await present();
  await waitFor(() => expect(document.activeElement).toBe(item));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  shown.mockClear();
  await user.click(screen.getByRole('button', { name: 'Open' }));
  await present();
  await waitFor(async () => expect(shown.mock.contexts).toContain(await present()));
  shown.mockRestore();
});

test('a choice is reported, closes the menu and restores the focus', async () => {
  const { user, trigger, onChoose } = open();
  await user.tab();
  await user.keyboard('{ArrowDown}');
  await screen.findByRole('menuitemradio', { name: 'Small', checked: true });
  await user.click(screen.getByRole('menuitemradio', { name: 'Large' }));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('large');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  expect(document.activeElement).toBe(trigger);
});

test('the key after Escape goes to the trigger', async () => {
  const { user, trigger } = open();
  await user.click(trigger);
  // No timer may run before the next key.
  fireEvent.keyDown(await screen.findByRole('menu'), { key: 'Escape' });
  expect(document.activeElement).toBe(trigger);
});

test('Escape closes it, and the caller may set the focus', async () => {
  const placeFocus = vi.fn(() => true);
  const { user, trigger } = open(vi.fn(), placeFocus);
  await user.click(trigger);
  fireEvent.keyDown(await screen.findByRole('menu'), { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  expect(placeFocus).toHaveBeenCalledOnce();
  expect(document.activeElement).not.toBe(trigger);
});

function Rows({ names }: { names: readonly string[] }) {
  const { triggerOf, layerOf } = useSharedLayer(loadMenu);
  return names.map((name) => {
    const layer = layerOf(name);
    return (
      <span key={name}>
        <button type="button" {...triggerOf(name, layer?.open === true)}>
          {name}
        </button>
        {MENU_PLACE}
        {layer !== undefined && (
          <SharedMenu layer={layer} label={`Of ${name}`}>
            <MenuItem>Choice</MenuItem>
          </SharedMenu>
        )}
      </span>
    );
  });
}

test('the menu of a row that leaves closes, and does not come back with the row', async () => {
  const { user, rerender } = renderPage(<Rows names={['a', 'b']} />);
  await user.click(screen.getByRole('button', { name: 'a' }));
  await screen.findByRole('menu', { name: 'Of a' });
  rerender(<Rows names={['b']} />);
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  rerender(<Rows names={['a', 'b']} />);
  expect(screen.queryByRole('menu')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'a' }));
  await screen.findByRole('menu', { name: 'Of a' });
});
