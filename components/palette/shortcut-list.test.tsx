// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Action, currentActions, registerActions } from '#components/actions/actions.ts';
import { dockCatalog } from '#components/dock/catalog.ts';
import { dockActions } from '#components/dock/commands/dock-actions.ts';
import type { Platform } from '#components/keys/platform.ts';
import type { LANGUAGES } from '#components/language/language.ts';
import { terminalKeys } from '#components/terminal/views/terminal-keys.ts';
import { terminalCatalog } from '#components/terminal/words/catalog.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { paletteLayerCatalog } from './layer-catalog.ts';
import { layerKeys } from './layer-keys.ts';
import { PaletteRoot } from './palette-root.tsx';
import { ShortcutList } from './shortcut-list.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const PLATFORMS: readonly Platform[] = ['mac', 'windows', 'other'];
const AGENTS: Record<Platform, string> = { mac: 'Macintosh', windows: 'Windows NT', other: 'Linux' };

/** The actions of a page with a split tab in a dock of two tabs, as the page registers them. */
function everyAction(platform: Platform): readonly Action[] {
  const did = () => {};
  const commands = new Proxy({}, { get: () => did }) as Parameters<typeof dockActions>[1]['commands'];
  const dock = dockActions(dockCatalog.en, {
    platform,
    view: 'open',
    tabCount: 2,
    paneCount: 2,
    kind: 'terminal',
    searchLog: undefined,
    pane: { openSearch: async () => {}, askForShell: did, askToShare: did, clear: did, saveOutput: did },
    commands,
    broadcast: { scope: { kind: 'off' }, next: { kind: 'all' }, canReach: () => true, change: did },
  });
  return [...dock, ...terminalKeys(terminalCatalog.en, platform)];
}

function show(platform: Platform, language: (typeof LANGUAGES)[number] = 'en') {
  vi.stubGlobal('navigator', { userAgent: AGENTS[platform] });
  onTestFinished(registerActions(everyAction(platform)));
  renderPage(
    <>
      <PaletteRoot />
      <ShortcutList platform={platform} />
    </>,
    language,
  );
  const list = screen.getByRole('region', { name: paletteLayerCatalog[language].helpTitle });
  const rows = within(list)
    .getAllByRole('term')
    .map((term) => ({
      group: term.closest('dl')?.previousElementSibling?.textContent ?? '',
      keys: [...(term.nextElementSibling?.children ?? [])].map((keys) => keys.textContent ?? ''),
    }));
  return { rows, registered: currentActions() };
}

test.each(PLATFORMS)(
  'lists every key that is registered, and each only once in its place, on %s',
  (platform) => {
    const { rows, registered } = show(platform);
    const shown = rows.flatMap(({ keys }) => keys);
    // As many rows as keys, except for those of a terminal that work everywhere.
    const withKeys = [...registered, ...layerKeys(paletteLayerCatalog.en)].filter(
      ({ shortcut }) => shortcut !== undefined,
    );
    const global = new Set(withKeys.filter(({ run }) => run !== undefined).map(({ shortcut }) => shortcut));
    const doubled = withKeys.filter(
      ({ run, inTerminal, shortcut }) => run === undefined && inTerminal === true && global.has(shortcut),
    );
    expect(rows).toHaveLength(withKeys.length - doubled.length);
    expect(global.size).toBe(withKeys.filter(({ run }) => run !== undefined).length);
    for (const { group } of rows) {
      const inGroup = rows.filter((row) => row.group === group).flatMap(({ keys }) => keys);
      expect(
        inGroup.filter((keys, index) => inGroup.indexOf(keys) !== index && !/^[←→↑↓]$/.test(keys)),
      ).toEqual([]);
    }
    expect(shown.every((keys) => keys !== '')).toBe(true);
  },
);

test('a Mac shows its own names of keys, and others show none of them', () => {
  const { rows } = show('mac');
  const all = rows.flatMap(({ keys }) => keys).join(' ');
  expect(all).not.toMatch(/Ctrl|Shift|Alt|Cmd/);
  expect(all).toContain('⌘K');
  expect(all).toContain('⌃⇧D');
});

test.each(['windows', 'other'] as const)('words are shown on %s', (platform) => {
  const { rows } = show(platform);
  expect(rows.flatMap(({ keys }) => keys).join(' ')).not.toMatch(/[⌘⌥⇧⌃]/);
});
