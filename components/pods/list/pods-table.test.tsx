// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { OPEN_SHELL_EVENT } from '#components/addresses/open-in-dock.ts';
import { CurrentContextProvider } from '#components/contexts/context-name.tsx';
import { renderPage } from '#components/testing/dom.tsx';
import { router } from '#components/testing/navigation.ts';
import type { Pod } from '#protocol/api.ts';
import { ExecAccessCache } from '../access/exec-access-cache.ts';
import { podsCatalog } from '../catalog.ts';
import { sampleContainer, samplePod } from '../testing/sample-pods.ts';
import { shownColumns } from './columns/column-choice.ts';
import { DEFAULT_SORT } from './columns/pod-sort.ts';
import { PodsTable } from './pods-table.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const WORDS = podsCatalog.en;
const access = new ExecAccessCache({ ask: async () => [], now: () => 0 } as never, []);
const columns = shownColumns(undefined, false);
const handle = { current: null };
const opened = vi.fn<(detail: unknown) => void>();

const named = (name: string) =>
  samplePod({ name, defaultContainer: name, containers: [sampleContainer(), sampleContainer({ name })] });
const [web, api, job] = [named('web'), named('api'), named('job')];

function table(pods: readonly Pod[], view: string, isHidden = false) {
  return (
    <CurrentContextProvider name="current">
      <PodsTable
        pods={pods}
        view={view}
        isHidden={isHidden}
        known={new Map(pods.map((pod) => [pod.uid, pod]))}
        context={undefined}
        columns={columns}
        minWidth={0}
        access={access}
        sort={DEFAULT_SORT}
        onSort={() => {}}
        density="comfortable"
        handle={handle}
        onLeaveTop={() => {}}
      />
    </CurrentContextProvider>
  );
}

const rowOf = ({ name }: Pod) => screen.getByRole('row', { name: new RegExp(`^${name} `) });
const names = () => [...document.querySelectorAll<HTMLElement>('tr[data-pod]')].map((row) => row.dataset.pod);

beforeEach(() => {
  router.push.mockReset();
  opened.mockReset();
  const onOpen = (event: Event) => {
    opened((event as CustomEvent).detail);
    event.preventDefault();
  };
  window.addEventListener(OPEN_SHELL_EVENT, onOpen);
  return () => window.removeEventListener(OPEN_SHELL_EVENT, onOpen);
});

test('a row that another view has taken over acts for the pod that it shows', async () => {
  const { user, rerender } = renderPage(table([web], 'one'));
  const element = rowOf(web);
  rerender(table([api], 'two'));
  expect(rowOf(api)).toBe(element);

  await user.click(within(element).getByRole('link', { name: 'api' }));
  expect(router.push.mock.calls).toEqual([['/pods/team-a/api']]);
  await user.click(within(element).getByRole('link', { name: /^Shell in api/ }));
  expect(opened.mock.calls).toEqual([
    [{ context: 'current', namespace: 'team-a', pod: 'api', container: 'api' }],
  ]);
  expect(router.push).toHaveBeenCalledTimes(1);
});

test('the browser follows a link by itself with Ctrl', () => {
  renderPage(table([web], 'one'));
  expect(fireEvent.click(screen.getByRole('link', { name: 'web' }), { ctrlKey: true })).toBe(true);
  expect(router.push).not.toHaveBeenCalled();
});

test('the menu belongs to the pod of its row, opens by keyboard, and keeps its row', async () => {
  const { user, rerender } = renderPage(table([web], 'one'));
  rerender(table([api, job], 'two'));
  const button = within(rowOf(api)).getByRole('button', { name: /^More actions for api/ });
  act(() => button.focus());
  await user.keyboard('{ArrowDown}');
  await screen.findByRole('menu', { name: WORDS.containersOf('api') });
  expect(button.getAttribute('aria-expanded')).toBe('true');
  expect(document.querySelectorAll('button[aria-expanded="true"]')).toHaveLength(1);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(button));
  expect(button.getAttribute('aria-expanded')).toBe('false');
});

test('while nothing matches, the rows are there, but nobody is told of them', () => {
  const { rerender } = renderPage(table([web, api], 'one'));
  const elements = [rowOf(web), rowOf(api)];
  rerender(table([web, api], 'one', true));
  expect(screen.queryByRole('table')).toBeNull();
  expect(document.querySelector('table')?.getAttribute('aria-rowcount')).toBe('1');
  rerender(table([api, job], 'two'));
  expect([rowOf(api), rowOf(job)]).toEqual(elements);
  expect(names()).toEqual(['team-a/api', 'team-a/job']);
});

test.each([
  ['made anew, as for paper', () => act(() => void window.dispatchEvent(new Event('beforeprint')))],
  ['hidden', (hide: () => void) => hide()],
])('the menu of a row that is %s closes, and does not come back', async (_what, change) => {
  // What the class of the hidden rows does in a browser.
  document.body.append(
    Object.assign(document.createElement('style'), { textContent: 'section[aria-hidden] { display: none }' }),
  );
  const { user, rerender } = renderPage(table([web, api], 'one'));
  const button = () => within(rowOf(web)).getByRole('button', { name: /^More actions for web/ });
  await user.click(button());
  await screen.findByRole('menu');
  change(() => rerender(table([web, api], 'one', true)));
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  act(() => void window.dispatchEvent(new Event('afterprint')));
  rerender(table([web, api], 'one'));
  expect(screen.queryByRole('menu')).toBeNull();
  await user.click(button());
  await screen.findByRole('menu', { name: WORDS.containersOf('web') });
  expect(button().getAttribute('aria-expanded')).toBe('true');
});

test('pods that wait for a pointer that moves are not told of over the notice that nothing matches', () => {
  const { rerender } = renderPage(table([web], 'one'));
  fireEvent.pointerMove(rowOf(web));
  rerender(table([web, api], 'one'));
  screen.getByText(WORDS.waiting(1));
  rerender(table([web, api], 'one', true));
  expect(screen.queryByText(WORDS.waiting(1))).toBeNull();
});
