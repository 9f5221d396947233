import { expect, test } from 'vitest';
import { shellHref } from '#components/addresses/pages.ts';
import { sessionsCatalog } from '#components/sessions/catalog.ts';
import { describeSession } from '#components/sessions/session-words.ts';
import type { ContainerName, PodName } from '#protocol/api.ts';
import { paletteLayerCatalog } from './layer-catalog.ts';
import { type Entry, entryToRun, type PaletteData, paletteGroups, searchGroups } from './palette-entries.ts';

const pod = (name: string, status = 'Running', others?: readonly ContainerName[]): PodName => ({
  namespace: 'team-a',
  name,
  defaultContainer: 'web',
  status,
  running: status === 'Running',
  ...(others === undefined ? {} : { others }),
});
const data: PaletteData = {
  pods: [
    pod('web-1'),
    pod('db-0', 'Pending'),
    pod('multi', 'Running', [
      { name: 'setup', kind: 'init', running: false },
      { name: 'proxy', kind: 'sidecar', running: true },
      { name: 'debugger', kind: 'ephemeral', running: true },
    ]),
  ],
  known: [
    { namespace: 'team-a', pod: 'multi' },
    { namespace: 'team-a', pod: 'gone' },
  ],
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
  paletteGroups(actions, data, context, paletteLayerCatalog.en, (session) =>
    describeSession(sessionsCatalog.en, 'en', session),
  );

function hrefs(context: string | undefined, typed: string): string[] {
  return searchGroups(groupsIn(context), typed).flatMap(({ entries }) =>
    entries.map(({ goal, id }) => hrefOf(goal) ?? id),
  );
}

const find = (typed: string, context?: string) =>
  searchGroups(groupsIn(context), typed).flatMap(({ entries }) => entries);

test('Enter on a pod opens a shell in its default container, the other key its page', () => {
  expect(find('web-1')).toHaveLength(1);
  expect(find('web-1')[0]).toMatchObject({
    kind: 'pod',
    goal: { kind: 'shell', place: { namespace: 'team-a', pod: 'web-1', container: 'web' } },
    podPage: '/pods/team-a/web-1',
  });
});

test('of a pod without a running container both keys open the page', () => {
  expect(hrefs(undefined, 'db-0')).toEqual(['/pods/team-a/db-0']);
  expect(find('db-0')[0]?.podPage).toBe('/pods/team-a/db-0');
});

test('every other container is found by its pod and by its name, below the pods', () => {
  expect(find('multi').map(({ label, kind }) => [label, kind])).toEqual([
    ['multi', 'pod'],
    ['multi · setup', 'init'],
    ['multi · proxy', 'sidecar'],
    ['multi · debugger', 'ephemeral'],
  ]);
  expect(hrefs('dev', 'debugger')).toEqual(['/shell/team-a/multi?container=debugger&context=dev']);
  expect(find('debug container').map(({ label }) => label)).toEqual(['multi · debugger']);
  expect(hrefs(undefined, 'setup')).toEqual(['/pods/team-a/multi']);
  expect(find('setup')[0]?.hint).toBe('team-a · init container · not running');
});

test('without a search favourite and recent pods that still exist come first, and the commands last', () => {
  const found = searchGroups(groupsIn(undefined), ' ');
  expect(found[0]?.entries.map(({ label }) => label)).toEqual(['multi']);
  const ids = found.map(({ id }) => id);
  expect(ids).toEqual(['recent', 'pods', 'running', 'namespaces', 'contexts', 'commands']);
});

test('running shells come before other ways into a pod', () => {
  expect(
    groupsIn(undefined)
      .map(({ id }) => id)
      .slice(0, 4),
  ).toEqual(['recent', 'pods', 'running', 'containers']);
});

test('the name of a namespace leads to the namespace before its pods', () => {
  expect(hrefs(undefined, 'team-a')[0]).toBe('/pods?namespace=team-a');
  expect(hrefs(undefined, 'team-a/web')[0]).toBe('/shell/team-a/web-1?container=web');
});

test('links keep and escape the context', () => {
  expect(hrefs('a/b', 'shell web-1')).toEqual(['/shell/team-a/web-1?container=web&context=a%2Fb']);
  expect(hrefs('a/b', 'namespace pods')).toEqual(['/pods?namespace=team-a&context=a%2Fb']);
  expect(hrefs(undefined, 'context')).toEqual(['/pods?context=a%2Fb']);
});

test('commands are listed, except the one that opens the palette', () => {
  expect(hrefs(undefined, 'dark')).toEqual(['theme.dark']);
  expect(find('open').map(({ id }) => id)).not.toContain('palette.open');
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
  const found = searchGroups(groupsIn(undefined), 'multi');
  const ids = found.flatMap(({ entries }) => entries.map(({ id }) => id));
  expect(ids).toHaveLength(4);
  expect(entryToRun(found, ids[1] ?? '')?.id).toBe(ids[1]);
  expect(entryToRun(found, 'theme.dark')?.id).toBe(ids[0]);
  expect(entryToRun([], 'theme.dark')).toBeUndefined();
});
