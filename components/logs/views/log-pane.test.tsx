// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { currentActions } from '#components/actions/actions.ts';
import { podLogPlace } from '#components/addresses/log-place.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { LogPane } from './log-pane.tsx';

const PLACE = podLogPlace({ context: 'dev', namespace: 'team-a', pod: 'web-0', container: undefined });
const CONTAINERS = [
  { name: 'proxy', kind: 'regular', state: 'running' },
  { name: 'web', kind: 'regular', state: 'running' },
];

let asked: string[];
let mayReadPod = true;

beforeEach(() => {
  asked = [];
  mayReadPod = true;
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) => {
      asked.push(url);
      if (!url.includes('/log?')) {
        return mayReadPod
          ? Response.json({ containers: CONTAINERS, defaultContainer: 'web' })
          : Response.json({ code: 'forbidden', detail: 'No.' }, { status: 403 });
      }
      return new Response('2026-11-28T04:00:00.000000001Z hello\n');
    }),
  );
});

function open(hasKeys = true, view = 'range=all') {
  const onChange = vi.fn();
  const onShell = vi.fn();
  const states: string[] = [];
  const onUnseen = vi.fn();
  const pane = (isSeen: boolean) => (
    <LogPane
      place={PLACE}
      view={view}
      hasKeys={hasKeys}
      isSeen={isSeen}
      onUnseen={onUnseen}
      onChange={onChange}
      onState={(kind) => states.push(kind)}
      onFullPage={() => {}}
      onShell={onShell}
    />
  );
  const { user, rerender } = renderPage(pane(true));
  return { user, onChange, onShell, states, onUnseen, show: (isSeen: boolean) => rerender(pane(isSeen)) };
}

test('offers to clear a filter that hides every line', async () => {
  const { user, onChange } = open(true, 'range=all&q=nowhere');
  await screen.findByText('No lines match the filter.');
  // The first is the field's own.
  const [, below] = screen.getAllByRole('button', { name: 'Clear filter' });
  await user.click(below as HTMLElement);
  expect(onChange).toHaveBeenLastCalledWith(PLACE, 'range=all');
});

test('reads the default container of its pod, and leads to a shell there', async () => {
  const { user, onShell, states } = open();
  await user.click(
    await screen.findByRole('button', {
      name: 'Shell in web-0, container web, namespace team-a, context dev',
    }),
  );
  expect(onShell).toHaveBeenCalledWith(expect.objectContaining({ pod: 'web-0', container: 'web' }));
  await waitFor(() => expect(states.at(-1)).toBe('live'));
  const log = new URL(asked.find((url) => url.includes('/log?')) ?? '', 'http://127.0.0.1');
  expect(log.pathname).toBe('/api/pods/team-a/web-0/log');
  expect(Object.fromEntries(log.searchParams)).toMatchObject({
    container: 'web',
    context: 'dev',
    follow: 'true',
  });
  expect(log.searchParams.get('tail')).toBeNull();
});

test('of a pod that the caller may not read, the cluster chooses the container', async () => {
  mayReadPod = false;
  const { states } = open();
  await waitFor(() => expect(states.at(-1)).toBe('live'));
  const log = new URL(asked.find((url) => url.includes('/log?')) ?? '', 'http://127.0.0.1');
  expect(log.searchParams.get('container') || undefined).toBeUndefined();
});

test('what is typed in the filter is kept with the pane', async () => {
  const { user, onChange } = open();
  await user.type(screen.getByRole('searchbox', { name: 'Filter lines' }), 'e');
  expect(onChange).toHaveBeenLastCalledWith(PLACE, 'range=all&q=e');
});

test('has keys of the page only while it has the focus', async () => {
  await act(async () => open(false));
  expect(currentActions().map(({ id }) => id)).not.toContain('logs.filter');
  await act(async () => open(true));
  expect(currentActions().map(({ id }) => id)).toEqual(
    expect.arrayContaining(['logs.filter', 'logs.search']),
  );
});

test('links to the page of the log as it is shown', async () => {
  await act(async () => open());
  expect(screen.getByRole('link', { name: 'Open full page' }).getAttribute('href')).toBe(
    '/logs/team-a/web-0?range=all&context=dev',
  );
});

test('out of sight it draws nothing, but says that there are new lines; in sight it has them', async () => {
  let write: (line: string) => void = () => {};
  const log = new ReadableStream<Uint8Array>({
    start(controller) {
      write = (line) => controller.enqueue(new TextEncoder().encode(`${line}\n`));
    },
  });
  const { fetch: usual } = globalThis;
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) => (url.includes('/log?') ? new Response(log) : usual(url))),
  );
  const { show, onUnseen } = open();
  await screen.findByRole('button', { name: 'Shell in web-0, container web, namespace team-a, context dev' });
  write('2026-11-28T04:00:00.000000001Z seen');
  await screen.findByText('1 line');
  expect(onUnseen).not.toHaveBeenCalled();
  show(false);
  write('2026-11-28T04:00:00.000000002Z unseen');
  await waitFor(() => expect(onUnseen).toHaveBeenCalled());
  expect(screen.getByText('1 line')).toBeDefined();
  show(true);
  expect(screen.getByText('2 lines')).toBeDefined();
});
