// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { useRef, useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { USER_KEYS } from '#components/addresses/kept-for-user.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { CurrentContextProvider } from '#components/contexts/context-name.tsx';
import { decodePlaces } from '#components/recents/known-places-codec.ts';
import { layOutLists, renderPage } from '#components/testing/dom.tsx';
import { PodPicker } from './pod-picker.tsx';

const ANSWERS: Readonly<Record<string, unknown>> = {
  contexts: { current: 'stage', items: [{ name: 'stage' }, { name: 'prod' }] },
  pods: { items: [{ namespace: 'team-b', name: 'db', status: 'Running', running: true }] },
};

let isServerBack: boolean;

beforeEach(() => {
  layOutLists();
  isServerBack = true;
  vi.stubGlobal('fetch', async (url: string) => {
    if (!isServerBack) throw new TypeError('refused');
    return Response.json(ANSWERS[url.includes('contexts') ? 'contexts' : 'pods']);
  });
});

/** Opens the picker above a terminal, of which a button takes the place. */
function Asking({ kind, onChoose }: { kind: 'terminal' | 'log'; onChoose: (place: ShellPlace) => void }) {
  const [asks, setAsks] = useState(true);
  const terminal = useRef<HTMLButtonElement>(null);
  return (
    <CurrentContextProvider name="stage">
      <button ref={terminal} type="button">
        terminal
      </button>
      {asks && (
        <PodPicker
          kind={kind}
          context={undefined}
          onChoose={(place) => {
            setAsks(false);
            onChoose(place);
          }}
          onClose={() => setAsks(false)}
          onCancelled={() => terminal.current?.focus()}
        />
      )}
    </CurrentContextProvider>
  );
}

/** Chooses the pod by the keyboard. @returns what was chosen, and the recent pods of the current context */
async function choose(kind: 'terminal' | 'log') {
  const onChoose = vi.fn();
  const { user } = renderPage(<Asking kind={kind} onChoose={onChoose} />);
  await screen.findByRole('option', { name: /db/ });
  await user.keyboard('{Enter}');
  const recent = () =>
    decodePlaces(window.localStorage.getItem(USER_KEYS.places) ?? '').get('stage')?.recentPods ?? [];
  return { onChoose, recent };
}

test('the chosen pod has its context named, and is a recent one', async () => {
  const { onChoose, recent } = await choose('terminal');
  expect(onChoose.mock.calls).toEqual([
    [{ namespace: 'team-b', pod: 'db', container: undefined, context: 'stage' }],
  ]);
  await vi.waitFor(() => expect(recent()).toEqual([{ namespace: 'team-b', pod: 'db' }]));
});

test('a pod whose log is read is no recent one: no shell was opened in it', async () => {
  const { onChoose, recent } = await choose('log');
  expect(onChoose).toHaveBeenCalledOnce();
  await import('#components/recents/note-known-place.ts');
  expect(recent()).toEqual([]);
});

test('without a choice the keyboard goes back to the terminal, with one to what is opened', async () => {
  const { user, unmount } = renderPage(<Asking kind="terminal" onChoose={vi.fn()} />);
  await screen.findByRole('option', { name: /db/ });
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'terminal' }));
  unmount();
  await choose('terminal');
  expect(document.activeElement).not.toBe(screen.getByRole('button', { name: 'terminal' }));
});

test('the context has its color, and another one is chosen from a list with a search', async () => {
  const onChoose = vi.fn();
  const { user } = renderPage(<Asking kind="terminal" onChoose={onChoose} />);
  const button = await screen.findByRole('button', { name: 'Context: stage' });
  expect(button.querySelector('[data-context-colour]')).toBeNull();
  await user.click(button);
  await user.keyboard('pro');
  const prod = await screen.findByRole('option', { name: 'prod' });
  expect(prod.querySelector('[data-context-colour]')?.getAttribute('data-context-colour')).toBe('red');
  await user.click(prod);
  const chosen = await screen.findByRole('button', { name: 'Context: prod' });
  expect(chosen.querySelector('[data-context-colour]')?.getAttribute('data-context-colour')).toBe('red');
  await user.click(await screen.findByRole('option', { name: /db/ }));
  expect(onChoose.mock.lastCall?.[0]).toMatchObject({ pod: 'db', context: 'prod' });
});

test('after a failure it is asked again at a button, which has the keyboard', async () => {
  isServerBack = false;
  const { user } = renderPage(<Asking kind="terminal" onChoose={vi.fn()} />);
  const button = await screen.findByRole('button', { name: 'Try again' });
  expect(document.activeElement).toBe(button);
  isServerBack = true;
  await user.keyboard('{Enter}');
  await screen.findByRole('option', { name: /db/ });
  await screen.findByRole('button', { name: 'Context: stage' });
});
