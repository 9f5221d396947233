import { beforeEach, expect, test, vi } from 'vitest';
import { giveShell } from './given-shell.ts';
import { parseChoices, repositoryOf, ShellChoice, shellChoiceFor } from './shell-choice.ts';

const place = { context: undefined, namespace: 'team-a', pod: 'web', container: undefined };
const { signal } = new AbortController();
const withImage = (image: string) =>
  vi.fn<typeof fetch>(async () =>
    Response.json({ defaultContainer: 'c', containers: [{ name: 'c', image }] }),
  );

let text: string | null = null;
const kept = {
  read: () => text,
  write: (next: string | null) => {
    text = next;
  },
};
beforeEach(() => kept.write(null));

test('nothing is chosen at first, and the pod is not read for it', async () => {
  const fetcher = withImage('team/app:1');
  expect(await new ShellChoice(place, kept, fetcher).wanted(signal)).toBeUndefined();
  expect(fetcher).not.toHaveBeenCalled();
});

test('a choice is kept for every version of the image, and for no other image', async () => {
  await new ShellChoice(place, kept, withImage('team/app:1')).choose('/opt/zsh');
  expect(await new ShellChoice(place, kept, withImage('team/app:2')).wanted(signal)).toBe('/opt/zsh');
  expect(await new ShellChoice(place, kept, withImage('team/other:1')).wanted(signal)).toBeUndefined();
});

test('the default is a choice too: it forgets the one before', async () => {
  const choice = new ShellChoice(place, kept, withImage('app'));
  await choice.choose('zsh');
  await choice.choose('');
  expect(await choice.wanted(signal)).toBeUndefined();
  expect(kept.read()).toBeNull();
});

test('where the pod cannot be read, a choice holds in its own terminal', async () => {
  const refused = vi.fn<typeof fetch>(async () => new Response('', { status: 403 }));
  const choice = new ShellChoice(place, kept, refused);
  await choice.choose('zsh');
  expect(await choice.wanted(signal)).toBe('zsh');
  expect(await new ShellChoice(place, kept, refused).wanted(signal)).toBeUndefined();
});

test.each([
  ['app', 'app'],
  ['app:1.2', 'app'],
  ['registry:5000/team/app', 'registry:5000/team/app'],
  ['registry:5000/team/app:1@sha256:ab', 'registry:5000/team/app'],
])('the repository of %s is %s', (image, repository) => {
  expect(repositoryOf(image)).toBe(repository);
});

test.each([null, '', '{', '{}', '[1]', '[["a"]]', '[["a",1]]'])('%j keeps no choice', (text) => {
  expect(parseChoices(text).size).toBe(0);
});

test('what was chosen for a pane before it opened holds in that pane only', async () => {
  vi.stubGlobal('fetch', withImage('app'));
  giveShell('pane-1', 'psql -U postgres');
  expect(await shellChoiceFor('pane-1', place, kept).wanted(signal)).toBe('psql -U postgres');
  kept.write(null);
  expect(await shellChoiceFor('pane-2', place, kept).wanted(signal)).toBeUndefined();
  vi.unstubAllGlobals();
});

test('a reason is for one shell: another one needs another', async () => {
  const choice = new ShellChoice(place, kept, withImage('app'));
  choice.reason = 'INC-1';
  await choice.wanted(signal);
  expect(choice.reason).toBe('INC-1');
  await choice.choose('psql');
  expect(choice.reason).toBeNull();
});
