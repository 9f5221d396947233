import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { dockCatalog } from '../catalog.ts';
import type { DockPane, Layout, ShellPane } from '../state/dock-layout.ts';
import { FIRST_STATUS } from '../state/pane-status.ts';
import { shownTab, tabLabel } from './pane-name.ts';

const messages = dockCatalog.en;

function pane(id: string, namespace: string, context: string | undefined, pod = 'debian'): ShellPane {
  return { kind: 'terminal', id, place: { namespace, pod, container: undefined, context } };
}

function shown(panes: readonly DockPane[], name = '', words = messages) {
  const leaves = panes.map((one): Layout => ({ kind: 'pane', pane: one }));
  const layout = leaves.reduce((first, second) => ({
    kind: 'split',
    id: 's',
    direction: 'row',
    share: 0.5,
    first,
    second,
  }));
  const statuses = Object.fromEntries(
    panes.map((one) => [
      one.id,
      { ...FIRST_STATUS, state: 'ready' as const, container: one.kind === 'log' ? '' : one.place.pod },
    ]),
  );
  const tab = shownTab(words, { id: 't', name, layout, activePaneId: '' }, statuses, new Set());
  return { ...tab, label: tabLabel(words, tab) };
}

test.each([
  [{ kind: 'pod', pod: 'web-0' }, 'main', 'web-0 · main (log)'],
  [{ kind: 'pod', pod: 'web-0' }, '*', 'web-0 (log)'],
  [{ kind: 'owner', owner: 'Deployment/web' }, undefined, 'Deployment/web (log)'],
  [{ kind: 'filter', q: '' }, undefined, 'team-a (log)'],
] as const)('a log of %j, container %s, is named', (of, container, name) => {
  const place = { context: 'dev', namespace: 'team-a', of, container };
  const tab = shown([{ kind: 'log', id: '1', place, view: '' }]);
  expect([tab.kind, tab.name, tab.where]).toEqual(['log', name, 'team-a · dev']);
});

describe('a tab says where its terminal runs', () => {
  test('by namespace and context', () => {
    const tab = shown([pane('1', 'team-a', 'admin')]);
    expect([tab.name, tab.where]).toEqual(['debian', 'team-a · admin']);
    expect(tab.label).toBe('debian team-a · admin');
  });

  test.each(LANGUAGES)('differently for each namespace and context, in %s', (language) => {
    const words = dockCatalog[language];
    const tabs = [
      pane('1', 'team-a', 'admin'),
      pane('2', 'team-b', 'admin'),
      pane('3', 'team-a', 'prod'),
    ].map((one) => shown([one], '', words));
    for (const key of ['where', 'label'] as const) {
      expect(new Set(tabs.map((tab) => tab[key])).size).toBe(tabs.length);
    }
  });

  test('with its pod beside a name that the user chose', () => {
    const tab = shown([pane('1', 'team-a', 'admin')], 'deploy');
    expect([tab.name, tab.where]).toEqual(['deploy', 'debian · team-a · admin']);
    expect(tab.label).toBe('deploy debian · team-a · admin');
  });

  test('for each of its terminals, once each', () => {
    const tab = shown([
      pane('1', 'team-a', 'admin'),
      pane('2', 'team-a', 'admin'),
      pane('3', 'team-b', 'prod', 'web'),
    ]);
    expect([tab.name, tab.where]).toEqual(['debian +2', 'team-a · admin +1']);
    expect(tab.places).toEqual([
      'debian, namespace team-a, context admin',
      'web, namespace team-b, context prod',
    ]);
    expect(tab.label).toBe(`debian +2 team-a · admin +1; ${tab.places.join('; ')}`);
    expect(tab.contexts).toEqual(['admin', 'prod']);
  });

  test('without a context that is not known', () => {
    const tab = shown([pane('1', 'team-a', undefined)]);
    expect([tab.where, tab.label]).toEqual(['team-a', 'debian team-a']);
  });
});
