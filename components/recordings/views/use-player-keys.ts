'use client';

import type { KeyboardEvent } from 'react';
import { useMemo } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { recordingsCatalog } from '../catalog.ts';
import { type Player, SPEEDS } from '../player/player.ts';
import type { GoToMark } from './mark-buttons.tsx';

/** What the keys and buttons for back and forward move by. Milliseconds. */
export const STEP_MS = 5_000;

/** With Shift. */
const LONG_STEP_MS = 60_000;

/** The keys of the player, wherever the focus is on the page. */
export function usePlayerKeys(player: Player | undefined, onMark: GoToMark, onSearch: () => void): void {
  const messages = useMessages(recordingsCatalog);
  const { group } = messages;
  const actions = useMemo(() => {
    if (player === undefined) return [];
    const move = (ms: number) => player.seek(player.view.position + ms);
    return [
      {
        id: 'replay.toggle',
        label: messages.play,
        group,
        shortcut: 'k',
        also: ['Space'],
        run: () => player.toggle(),
      },
      {
        id: 'replay.back',
        label: messages.back,
        group,
        shortcut: 'j',
        also: ['arrowleft'],
        run: () => move(-STEP_MS),
      },
      {
        id: 'replay.forward',
        label: messages.forward,
        group,
        shortcut: 'l',
        also: ['arrowright'],
        run: () => move(STEP_MS),
      },
      { id: 'replay.start', label: messages.start, group, shortcut: 'home', run: () => player.seek(0) },
      { id: 'replay.end', label: messages.end, group, shortcut: 'end', run: () => player.seekEnd() },
      {
        id: 'replay.slower',
        label: messages.slower,
        group,
        shortcut: '<',
        run: () => changeSpeed(player, -1),
      },
      {
        id: 'replay.faster',
        label: messages.faster,
        group,
        shortcut: '>',
        run: () => changeSpeed(player, 1),
      },
      {
        id: 'replay.previousMark',
        label: messages.previousMark,
        group,
        shortcut: '[',
        run: () => onMark('others', -1),
      },
      {
        id: 'replay.nextMark',
        label: messages.nextMark,
        group,
        shortcut: ']',
        run: () => onMark('others', 1),
      },
      {
        id: 'replay.previousCommand',
        label: messages.previousCommand,
        group,
        shortcut: '{',
        run: () => onMark('commands', -1),
      },
      {
        id: 'replay.nextCommand',
        label: messages.nextCommand,
        group,
        shortcut: '}',
        run: () => onMark('commands', 1),
      },
      {
        id: 'replay.skip',
        label: messages.skipPauses,
        group,
        shortcut: 'i',
        run: () => player.setSkipsPauses(!player.view.skipsPauses),
      },
      { id: 'replay.search', label: messages.search.open, group, shortcut: '/', run: onSearch },
      { id: 'replay.find', label: messages.search.open, group, shortcut: 'mod+f', run: onSearch },
    ];
  }, [player, messages, group, onMark, onSearch]);
  useActions(actions);
}

/** Keys that belong to the screen while it has the focus. @returns true if the key was one of them */
export function takeScreenKey(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  player: Player,
  scrollPages: (pages: number) => void,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const step = event.shiftKey ? LONG_STEP_MS : STEP_MS;
  switch (event.key) {
    case ' ':
      player.toggle();
      return true;
    case 'ArrowLeft':
      player.seek(player.view.position - step);
      return true;
    case 'ArrowRight':
      player.seek(player.view.position + step);
      return true;
    case 'Home':
      player.seek(0);
      return true;
    case 'End':
      player.seekEnd();
      return true;
    case 'PageUp':
      scrollPages(-1);
      return true;
    case 'PageDown':
      scrollPages(1);
      return true;
    default:
      return false;
  }
}

function changeSpeed(player: Player, by: -1 | 1): void {
  const next = SPEEDS[SPEEDS.indexOf(player.view.speed) + by];
  if (next !== undefined) player.setSpeed(next);
}
