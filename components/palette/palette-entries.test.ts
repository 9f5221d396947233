import { expect, test } from 'vitest';
import { shellHref } from '#components/addresses/pages.ts';
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
  }
}

function hrefs(context: string | undefined, typed: string): string[] {
  return searchGroups(paletteGroups(actions, data, context, paletteCatalog.en), typed).flatMap(
    ({ entries }) => entries.map(({ goal, id }) => hrefOf(goal) ?? id),
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

test('Enter runs the picked entry if it still matches, else the first', () => {
  const found = searchGroups(paletteGroups(actions, data, undefined, paletteCatalog.en), 'web-1');
  const ids = found.flatMap(({ entries }) => entries.map(({ id }) => id));
  expect(ids).toHaveLength(2);
  expect(entryToRun(found, ids[1] ?? '')?.id).toBe(ids[1]);
  expect(entryToRun(found, 'theme.dark')?.id).toBe(ids[0]);
  expect(entryToRun([], 'theme.dark')).toBeUndefined();
});
