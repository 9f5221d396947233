// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Action, registerActions } from '#components/actions/actions.ts';
import { OPEN_SHELL_EVENT, PAGE_WANTED_EVENT, TAKE_UP_EVENT } from '#components/addresses/open-in-dock.ts';
import { catchKeys, typedAhead } from '#components/keys/typed-ahead.ts';
import { LANGUAGES, type Language } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { router, visit } from '#components/testing/navigation.ts';
import type { SessionInfo } from '#protocol/api.ts';
import { CommandList } from './command-list.tsx';
import { paletteLayerCatalog } from './layer-catalog.ts';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const NAMESPACES = { items: [{ name: 'team-a', phase: 'Active' }], complete: true };

beforeEach(() => {
  visit('/pods');
  router.push.mockClear();
  vi.stubGlobal(
    'fetch',
    vi.fn(async (route: string) =>
      Response.json(route.startsWith('/api/namespaces') ? NAMESPACES : { items: [] }),
    ),
  );
});

const command = (label: string, run = vi.fn()): Action => ({ id: label, label, group: 'Test', run });

async function open(actions: readonly Action[], language: Language = 'en', awaited = /^team-a/) {
  onTestFinished(registerActions(actions));
  const onChoose = vi.fn<(run: () => void) => void>();
  const page = await act(async () =>
    renderPage(<CommandList platform="other" onChoose={onChoose} />, language),
  );
  const messages = paletteLayerCatalog[language];
  const field = screen.getByRole('combobox', { name: messages.title });
  field.focus();
  await screen.findByRole('option', { name: awaited });
  return { ...page, onChoose, field, messages };
}

const active = () => screen.getAllByRole('option', { selected: true }).map(({ textContent }) => textContent);

test.each(LANGUAGES)('names the list and its groups in %s', async (language) => {
  const { messages } = await open([command('One')], language);
  screen.getByRole('listbox', { name: messages.title });
  const namespaces = screen.getByRole('group', { name: messages.groups.namespaces });
  within(namespaces).getByRole('option', { name: /team-a/ });
});

test('runs the active command by keyboard', async () => {
  const [one, two] = [command('One'), command('Two')];
  const { user, onChoose } = await open([one, two]);
  await user.keyboard('test');
  expect(active()).toEqual(['One']);
  await user.keyboard('{ArrowDown}');
  expect(active()).toEqual(['Two']);
  await user.keyboard('{Enter}');
  onChoose.mock.lastCall?.[0]();
  expect(two.run).toHaveBeenCalledOnce();
  expect(one.run).not.toHaveBeenCalled();
});

test('wraps around and sets the active option for screen readers', async () => {
  const { user, field } = await open([command('One')]);
  await user.keyboard('{ArrowUp}');
  const [last] = screen.getAllByRole('option').slice(-1);
  expect(field.getAttribute('aria-activedescendant')).toBe(last?.id);
  expect(document.activeElement).toBe(field);
});

test('makes the best match active after each key', async () => {
  const { user } = await open([command('One'), command('Two'), command('Twelve')]);
  await user.keyboard('{ArrowDown}tw');
  expect(active()).toEqual(['Two']);
});

test('goes to a namespace, which is seen even where the dock covers the page', async () => {
  const { user, onChoose } = await open([]);
  const onWanted = vi.fn();
  window.addEventListener(PAGE_WANTED_EVENT, onWanted, { once: true });
  await user.click(screen.getByRole('option', { name: /team-a/ }));
  onChoose.mock.lastCall?.[0]();
  expect(onWanted).toHaveBeenCalledOnce();
  expect(router.push).toHaveBeenCalledWith(expect.stringContaining('namespace=team-a'));
});

describe('a pod', () => {
  const POD = {
    namespace: 'team-b',
    name: 'web-1',
    defaultContainer: 'web',
    status: 'Running',
    running: true,
  };
  const opened = vi.fn((event: Event) => event.preventDefault());

  beforeEach(() => {
    opened.mockClear();
    window.addEventListener(OPEN_SHELL_EVENT, opened);
    vi.stubGlobal('fetch', async (route: string) =>
      Response.json(
        route.startsWith('/api/namespaces')
          ? NAMESPACES
          : { items: route.startsWith('/api/pods/names') ? [POD] : [] },
      ),
    );
  });
  afterEach(() => {
    window.removeEventListener(OPEN_SHELL_EVENT, opened);
    typedAhead();
  });

  test('opens a shell with Enter and its page with Ctrl+Enter, and says so', async () => {
    const { user, onChoose, messages } = await open([]);
    await user.keyboard('web');
    const option = screen.getByRole('option', { selected: true });
    expect(option.getAttribute('aria-keyshortcuts')).toBe('Control+Enter');
    within(option).getByText(messages.openShell);
    within(option).getByText(messages.openPod);
    await user.keyboard('{Enter}');
    onChoose.mock.lastCall?.[0]();
    expect(opened.mock.lastCall?.[0]).toMatchObject({ detail: { pod: 'web-1', container: 'web' } });
    await user.keyboard('{Control>}{Enter}{/Control}');
    onChoose.mock.lastCall?.[0]();
    expect(router.push).toHaveBeenCalledExactlyOnceWith('/pods/team-b/web-1');
  });

  test('has its page opened by Ctrl+Enter before the pods are there', async () => {
    catchKeys({ goal: 'field', first: [...'web'] });
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    const { onChoose } = await open([], 'en', /^web-1/);
    await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
    onChoose.mock.lastCall?.[0]();
    expect(router.push).toHaveBeenCalledExactlyOnceWith('/pods/team-b/web-1');
    expect(opened).not.toHaveBeenCalled();
  });

  test('is opened by keys that were typed before the palette was there, which go on to its shell', async () => {
    catchKeys({ first: [...'wex', 'Backspace', 'b', 'Enter', 'l'] });
    const { field, onChoose } = await open([], 'en', /^web-1/);
    fireEvent.keyDown(document.body, { key: 's' });
    await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
    expect(field).toHaveProperty('value', 'web');
    onChoose.mock.lastCall?.[0]();
    expect(opened).toHaveBeenCalledOnce();
    expect(typedAhead()).toEqual(['l', 's']);
  });
});

test('arrows that were pressed before the palette was there move in the list, once that is there', async () => {
  catchKeys({ first: [...'test', 'ArrowDown', 'Enter'] });
  const two = command('Two');
  const { onChoose } = await open([command('One'), two], 'en', /^Two/);
  await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
  onChoose.mock.lastCall?.[0]();
  expect(two.run).toHaveBeenCalledOnce();
});

test('an Enter that follows such arrows waits for them', async () => {
  const answers = Promise.withResolvers<void>();
  const fetched = fetch;
  vi.stubGlobal('fetch', async (route: string) => {
    await answers.promise;
    return fetched(route);
  });
  catchKeys({ first: ['t', 'e', 's', 't', 'ArrowLeft', 'ArrowDown'] });
  const [one, two] = [command('One'), command('Two')];
  const { field, user, onChoose } = await open([one, two], 'en', /^Two/);
  expect(field).toHaveProperty('selectionStart', 3);
  await user.keyboard('{Enter}');
  expect(onChoose).not.toHaveBeenCalled();
  answers.resolve();
  await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
  onChoose.mock.lastCall?.[0]();
  expect(two.run).toHaveBeenCalledOnce();
});

test('an arrow that comes before any result moves in the list, once there is one', async () => {
  const answers = Promise.withResolvers<void>();
  vi.stubGlobal('fetch', async (route: string) => {
    await answers.promise;
    const items = ['team-a', 'team-b'].map((name) => ({ name, phase: 'Active' }));
    return Response.json({ items: route.startsWith('/api/namespaces') ? items : [] });
  });
  // Of this one, nothing is remembered.
  visit('/pods?context=fresh');
  const { user } = renderPage(<CommandList platform="other" onChoose={vi.fn()} />);
  screen.getByRole('combobox').focus();
  await user.keyboard('team{ArrowDown}');
  answers.resolve();
  await waitFor(() => expect(active()).toEqual(['team-b']));
});

test('what was typed before the palette was there is in its field', async () => {
  catchKeys({ first: ['t', 'w'] });
  const { field } = await open([command('One'), command('Two')], 'en', /^Two/);
  expect(field).toHaveProperty('value', 'tw');
  expect(active()).toEqual(['Two']);
});

test('an Enter that ends a composition runs nothing', async () => {
  const { field, onChoose } = await open([command('One')]);
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  expect(onChoose).not.toHaveBeenCalled();
});

test('shows that nothing matches, and Enter does nothing', async () => {
  const { user, onChoose, messages } = await open([command('One')]);
  await user.keyboard('qqq{Enter}');
  expect(screen.queryAllByRole('option')).toEqual([]);
  expect(screen.getByRole('status').textContent).toContain(messages.nothing);
  expect(onChoose).not.toHaveBeenCalled();
});

describe('a running shell', () => {
  const SHELL: SessionInfo = {
    sessionId: 's1',
    context: 'dev',
    namespace: 'team-a',
    pod: 'worker-7',
    container: 'main',
    shell: 'bash',
    state: 'attached',
    startedAt: '2026-11-26T10:00:00Z',
    offset: 7,
  };
  let endStatus = 204;
  const asked = vi.fn(async (route: string, init?: RequestInit) => {
    if (init?.method === 'DELETE')
      return new Response(endStatus === 204 ? null : '{}', { status: endStatus });
    if (route === '/api/sessions') return Response.json({ items: [SHELL] });
    return Response.json(route.startsWith('/api/namespaces') ? NAMESPACES : { items: [] });
  });

  beforeEach(() => {
    endStatus = 204;
    asked.mockClear();
    vi.stubGlobal('fetch', asked);
  });

  test('leaves no window because of an Enter that came before the pods', async () => {
    const pods = Promise.withResolvers<void>();
    const pod = {
      namespace: 'team-a',
      name: 'worker-7',
      defaultContainer: 'main',
      status: 'Running',
      running: true,
    };
    vi.stubGlobal('fetch', async (route: string) => {
      if (!route.startsWith('/api/pods/names')) return asked(route);
      await pods.promise;
      return Response.json({ items: [pod] });
    });
    const opened = vi.fn((event: Event) => event.preventDefault());
    window.addEventListener(OPEN_SHELL_EVENT, opened);
    const { user, onChoose } = await open([], 'en', /^worker-7/);
    await user.keyboard('worker{Enter}');
    expect(onChoose).not.toHaveBeenCalled();
    pods.resolve();
    await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
    onChoose.mock.lastCall?.[0]();
    expect(opened).toHaveBeenCalledOnce();
    window.removeEventListener(OPEN_SHELL_EVENT, opened);
    typedAhead();
  });

  test('is taken up in the dock with Enter', async () => {
    const taken: unknown[] = [];
    const take = (event: Event) => {
      event.preventDefault();
      taken.push((event as CustomEvent).detail);
    };
    window.addEventListener(TAKE_UP_EVENT, take);
    const { user, onChoose } = await open([]);
    await user.keyboard('running worker');
    expect(active()[0]).toMatch(/^worker-7 team-a · main · bash · since .+ · attached · context dev/);
    await user.keyboard('{Enter}');
    onChoose.mock.lastCall?.[0]();
    window.removeEventListener(TAKE_UP_EVENT, take);
    const place = { context: 'dev', namespace: 'team-a', pod: 'worker-7', container: 'main' };
    expect(taken).toEqual([{ sessionId: 's1', place, shownBytes: 7 }]);
    expect(router.push).not.toHaveBeenCalled();
  });

  test('is ended with Shift+Delete or by its button, and the palette stays open', async () => {
    const { user, onChoose } = await open([]);
    await user.keyboard('running worker{Shift>}{Delete}{/Shift}');
    await screen.findByText('Ended the shell in worker-7.');
    expect(screen.queryByRole('option', { name: /worker-7/ })).toBeNull();
    expect(asked).toHaveBeenCalledWith('/api/sessions/s1', { method: 'DELETE' });
    expect(onChoose).not.toHaveBeenCalled();
  });

  test('comes back when it could not be ended', async () => {
    endStatus = 503;
    const { user } = await open([]);
    await user.keyboard('running worker');
    await user.click(screen.getByText('End shell'));
    await screen.findByText('Can’t end the shell in worker-7. Try again.');
    screen.getByRole('option', { name: /worker-7/ });
  });
});
