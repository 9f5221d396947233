import { expect, test } from 'vitest';
import { shellHref } from '#components/addresses/pages.ts';
import { sessionsCatalog } from '#components/sessions/catalog.ts';
import { describeSession } from '#components/sessions/session-words.ts';
import { paletteCatalog } from './catalog.ts';
import { type Entry, entryToRun, type PaletteData, paletteGroups, searchGroups } from './palette-entries.ts';

const pod = (name: string, status = 'Running') => ({
  namespace: 'team-a',
  name,
  defaultContainer: 'web',
  status,
});
const data: PaletteData = {
  pods: [pod('web-1'), pod('db-0', 'Pending')],
  namespaces: [{ name: 'team-a', phase: 'Active' }],
  contexts: [{ name: 'a/b', cluster: 'c', user: 'u', namespace: 'default' }],
  sessions: [
    {
      sessionId: 's1',
      context: 'other',
      namespace: 'team-a',
      pod: 'worker-7',
      container: 'main',
      shell: 'bash',
      state: 'detached',
      startedAt: '2026-11-26T10:00:00Z',
      offset: 120,
    },
  ],
};
const actions = [
  { id: 'theme.dark', label: 'Use the dark theme', group: 'Everywhere', shortcut: 't d', run: () => {} },
  { id: 'palette.open', label: 'Open', group: 'Everywhere', run: () => {} },
];

function hrefOf(goal: Entry['goal']): string | undefined {
  switch (goal.kind) {
    case 'run':
      return undefined;
    case 'go':
      return goal.href;
    case 'shell':
      return shellHref(goal.place);
    case 'take-up':
      return `take up ${goal.shell.sessionId}`;
  }
}

const groupsIn = (context: string | undefined) =>
  paletteGroups(actions, data, context, paletteCatalog.en, (session) =>
    describeSession(sessionsCatalog.en, 'en', session),
  );

function hrefs(context: string | undefined, typed: string): string[] {
  return searchGroups(groupsIn(context), typed).flatMap(({ entries }) =>
    entries.map(({ goal, id }) => hrefOf(goal) ?? id),
  );
}

test('a pod has entries for its page and its shell', () => {
  expect(hrefs(undefined, 'web-1')).toEqual(['/pods/team-a/web-1', '/shell/team-a/web-1?container=web']);
});

test('a pod that is not running has no shell entry', () => {
  expect(hrefs(undefined, 'db-0')).toEqual(['/pods/team-a/db-0']);
});

test('links keep and escape the context', () => {
  expect(hrefs('a/b', 'shell web')).toEqual(['/shell/team-a/web-1?container=web&context=a%2Fb']);
  expect(hrefs('a/b', 'namespace pods')).toEqual(['/pods?namespace=team-a&context=a%2Fb']);
  expect(hrefs(undefined, 'context')).toEqual(['/pods?context=a%2Fb']);
});

test('commands are listed, except the one that opens the palette', () => {
  expect(hrefs(undefined, 'dark')).toEqual(['theme.dark']);
  expect(hrefs(undefined, 'open')).toEqual([]);
});

test('a running shell is found in every context, says where it is, and is taken up in its own', () => {
  const found = searchGroups(groupsIn('a/b'), 'running worker').flatMap(({ entries }) => entries);
  expect(found).toHaveLength(1);
  expect(found[0]?.hint).toMatch(/^team-a · main · bash · since .+ · detached · context other$/);
  expect(found[0]?.goal).toEqual({
    kind: 'take-up',
    shell: {
      sessionId: 's1',
      place: { context: 'other', namespace: 'team-a', pod: 'worker-7', container: 'main' },
      shownBytes: 120,
    },
  });
});

test('the name of a context finds the context, not the shells that run there', () => {
  expect(hrefs(undefined, 'other')).toEqual([]);
});

test('Enter runs the picked entry if it still matches, else the first', () => {
  const found = searchGroups(groupsIn(undefined), 'web-1');
  const ids = found.flatMap(({ entries }) => entries.map(({ id }) => id));
  expect(ids).toHaveLength(2);
  expect(entryToRun(found, ids[1] ?? '')?.id).toBe(ids[1]);
  expect(entryToRun(found, 'theme.dark')?.id).toBe(ids[0]);
  expect(entryToRun([], 'theme.dark')).toBeUndefined();
});
