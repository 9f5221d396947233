// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { USER_KEYS } from '#components/addresses/kept-for-user.ts';
import { CurrentContextProvider } from '#components/contexts/context-name.tsx';
import { decodePlaces } from '#components/recents/known-places-codec.ts';
import { layOutLists, renderPage } from '#components/testing/dom.tsx';
import { PodPicker } from './pod-picker.tsx';

const ANSWERS: Readonly<Record<string, unknown>> = {
  contexts: { current: 'stage', items: [{ name: 'stage' }, { name: 'prod' }] },
  pods: { items: [{ namespace: 'team-b', name: 'db', status: 'Running', running: true }] },
};

beforeEach(() => {
  layOutLists();
  vi.stubGlobal('fetch', async (url: string) =>
    Response.json(ANSWERS[url.includes('contexts') ? 'contexts' : 'pods']),
  );
});

/** Chooses the pod by the keyboard. @returns what was chosen, and the recent pods of the current context */
async function choose(kind: 'terminal' | 'log') {
  const onChoose = vi.fn();
  const { user } = renderPage(
    <CurrentContextProvider name="stage">
      <PodPicker kind={kind} context={undefined} onChoose={onChoose} onClose={vi.fn()} />
    </CurrentContextProvider>,
  );
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
