'use client';

import { useTheme } from 'next-themes';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Action } from '#components/actions/actions.ts';
import { useActions } from '#components/actions/use-actions.ts';
import { podsHref, sessionsHref } from '#components/addresses/pages.ts';
import { type Platform, platformOf } from '#components/keys/platform.ts';
import { catchKeys, typedAhead } from '#components/keys/typed-ahead.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { useGoToPage } from '#components/links/use-go-to-page.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { awaitEarlyKeys } from './await-early-keys.ts';
import { paletteCatalog } from './catalog.ts';
import { followShortcuts } from './follow-shortcuts.ts';
import { OPEN_EVENT, openPalette, type PaletteView } from './open-palette.ts';
import { useLanguageActions } from './use-language-actions.ts';

const PaletteLayer = onDemand(async () => (await import('./palette-layer.tsx')).PaletteLayer);

/** Handles shortcuts on every page and opens the palette or the list of shortcuts, whose code loads on demand. */
export function PaletteRoot() {
  const [view, setView] = useState<PaletteView>();
  const [platform, setPlatform] = useState<Platform>('other');
  const before = useRef<Element | null>(null);
  useActions(useGeneralActions(platform));
  useLanguageActions();

  useEffect(() => {
    const onOpen = (event: Event) => {
      const wanted = (event as CustomEvent<PaletteView>).detail;
      before.current = document.activeElement;
      // Keys typed before the palette's code is there are for its field.
      const isWanted = wanted === 'commands' ? catchKeys({ goal: 'field' }) : () => true;
      PaletteLayer.load().then(
        () => isWanted() && setView(wanted),
        // The server may be restarting; the next press tries again.
        typedAhead,
      );
    };
    window.addEventListener(OPEN_EVENT, onOpen);
    return () => window.removeEventListener(OPEN_EVENT, onOpen);
  }, []);

  useEffect(() => {
    const found = platformOf(navigator.userAgent);
    setPlatform(found);
    const unfollow = followShortcuts(found);
    const leave = awaitEarlyKeys(found);
    return () => {
      leave();
      unfollow();
    };
  }, []);

  if (view === undefined) return null;
  return (
    <PaletteLayer
      view={view}
      platform={platform}
      onClose={() => setView(undefined)}
      onClosed={() => before.current instanceof HTMLElement && before.current.focus()}
    />
  );
}

function useGeneralActions(platform: Platform): readonly Action[] {
  const messages = useMessages(paletteCatalog);
  const goTo = useGoToPage();
  const { setTheme } = useTheme();
  return useMemo(() => {
    const group = messages.general;
    const keywords = messages.themeWords;
    return [
      {
        id: 'palette.open',
        label: messages.open,
        group,
        shortcut: 'mod+k',
        // Shells use Ctrl+K (cut to the end of the line), but not Cmd+K, so macOS needs no other key.
        inTerminal: platform === 'mac',
        run: () => openPalette(),
      },
      ...(platform === 'mac'
        ? []
        : [
            {
              id: 'palette.openInTerminal',
              label: messages.openInTerminal,
              group,
              shortcut: 'mod+shift+k',
              inTerminal: true,
              run: () => openPalette(),
            },
          ]),
      {
        id: 'palette.shortcuts',
        label: messages.help,
        group,
        shortcut: '?',
        run: () => openPalette('shortcuts'),
      },
      {
        id: 'go.pods',
        label: messages.goToPods,
        group,
        shortcut: 'g p',
        run: () => goTo(podsHref({ context: contextInUse() })),
      },
      {
        id: 'go.sessions',
        label: messages.goToSessions,
        group,
        keywords: messages.sessionsWords,
        shortcut: 'g s',
        run: () => goTo(sessionsHref()),
      },
      {
        id: 'theme.light',
        label: messages.light,
        group,
        keywords,
        shortcut: 't l',
        run: () => setTheme('light'),
      },
      {
        id: 'theme.dark',
        label: messages.dark,
        group,
        keywords,
        shortcut: 't d',
        run: () => setTheme('dark'),
      },
      {
        id: 'theme.system',
        label: messages.system,
        group,
        keywords,
        shortcut: 't s',
        run: () => setTheme('system'),
      },
    ];
  }, [messages, platform, goTo, setTheme]);
}

function contextInUse(): string | undefined {
  return new URLSearchParams(window.location.search).get('context') || undefined;
}
