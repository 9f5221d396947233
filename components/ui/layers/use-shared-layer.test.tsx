// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { memo } from 'react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { LazyLayer } from './use-lazy-layer.ts';
import { type SharedTrigger, useSharedLayer } from './use-shared-layer.ts';

const rendered = vi.fn();

const Row = memo(function Row(props: {
  name: string;
  triggerOf: SharedTrigger;
  layer: LazyLayer | undefined;
}) {
  const { name, triggerOf, layer } = props;
  rendered(name);
  return (
    <>
      <button type="button" {...triggerOf(name, layer?.open === true)}>
        {name}
      </button>
      {layer?.open === true && <p>{layer.byKeyboard === true ? `keyboard ${name}` : `pointer ${name}`}</p>}
    </>
  );
});

function Rows({ load }: { load: () => Promise<unknown> }) {
  const { triggerOf, layerOf } = useSharedLayer(load);
  return ['a', 'b', 'c'].map((name) => (
    <Row key={name} name={name} triggerOf={triggerOf} layer={layerOf(name)} />
  ));
}

const load = vi.fn(() => Promise.resolve());
const button = (name: string) => screen.getByRole('button', { name });
const open = () =>
  ['a', 'b', 'c'].filter((name) => button(name).getAttribute('aria-expanded') === 'true').join();

test('the layer opens for the button that was pressed, then for another, and closes at a second press', async () => {
  const { user } = renderPage(<Rows load={load} />);
  expect(open()).toBe('');
  await user.click(button('a'));
  expect(open()).toBe('a');
  await user.click(button('b'));
  expect(open()).toBe('b');
  await user.click(button('b'));
  expect(open()).toBe('');
  await user.click(button('b'));
  expect(open()).toBe('b');
});

test('only the rows that open or close are rendered', async () => {
  const { user } = renderPage(<Rows load={load} />);
  await user.click(button('a'));
  rendered.mockClear();
  await user.click(button('b'));
  expect(new Set(rendered.mock.calls.flat())).toEqual(new Set(['a', 'b']));
});

test('focus loads the code, arrow down opens by keyboard', async () => {
  load.mockClear();
  const { user } = renderPage(<Rows load={load} />);
  await user.tab();
  expect(load).toHaveBeenCalledTimes(1);
  await user.keyboard('{ArrowDown}');
  screen.getByText('keyboard a');
});

test('a click that a key made opens by keyboard', async () => {
  renderPage(<Rows load={load} />);
  await act(async () => fireEvent.click(button('c'), { detail: 0 }));
  screen.getByText('keyboard c');
});
