// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { onDemand } from './on-demand.tsx';

const Text = ({ text }: { text: string }) => <p>{text}</p>;

test('loads when it is first rendered, once for all places', async () => {
  const load = vi.fn(async () => Text);
  const Part = onDemand(load);
  expect(load).not.toHaveBeenCalled();
  renderPage(
    <>
      <Part text="one" />
      <Part text="two" />
    </>,
  );
  await screen.findByText('one');
  await screen.findByText('two');
  renderPage(<Part text="three" />);
  screen.getByText('three');
  await Part.load();
  expect(load.mock.calls.length).toBeLessThanOrEqual(2);
});

test('is there at once when it was loaded ahead, and keeps its state', async () => {
  const Part = onDemand(async () => Text);
  await Part.load();
  const { rerender } = renderPage(<Part text="one" />);
  const element = screen.getByText('one');
  rerender(<Part text="two" />);
  expect(screen.getByText('two')).toBe(element);
});

test('loading ahead fails while the server is down; what is rendered waits for the server', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 100 });
  const load = vi.fn<() => Promise<typeof Text>>(() => Promise.reject(new Error('away')));
  const Part = onDemand(load);
  await expect(Part.load()).rejects.toThrow('away');
  renderPage(<Part text="late" />);
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  load.mockResolvedValue(Text);
  await screen.findByText('late');
});

test('nothing happens when it is gone before its code is there', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof Text>();
  const Part = onDemand(() => promise);
  const { container, unmount } = renderPage(<Part text="gone" />);
  unmount();
  resolve(Text);
  await Part.load();
  expect(container.textContent).toBe('');
});
