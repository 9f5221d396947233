'use client';

import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ScreenLook } from '#components/terminal/screen/look/screen-look.ts';
import type { PlayerView } from '../player/player.ts';
import type { ReplayView } from '../source/worker-replay.ts';
import { RecordingPane } from './recording-pane.ts';

export type PaneState =
  | { readonly kind: 'loading' | 'broken' }
  | { readonly kind: 'open'; readonly pane: RecordingPane };

/**
 * A recording on the page while the component is mounted.
 * @param position where to begin, in milliseconds
 */
export function useRecordingPane(
  place: RefObject<HTMLElement | null>,
  id: string,
  isLive: boolean,
  look: ScreenLook,
  position: number,
): PaneState {
  const [state, setState] = useState<PaneState>({ kind: 'loading' });
  const latest = useRef({ look, position });
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let isOver = false;
    let pane: RecordingPane | undefined;
    RecordingPane.open({ place: element, id, isLive, ...latest.current }).then(
      (opened) => {
        if (isOver) opened.dispose();
        else {
          pane = opened;
          setState({ kind: 'open', pane });
        }
      },
      () => !isOver && setState({ kind: 'broken' }),
    );
    return () => {
      isOver = true;
      if (pane !== undefined) latest.current.position = pane.player.view.position;
      pane?.dispose();
      setState({ kind: 'loading' });
    };
  }, [place, id, isLive]);
  useEffect(() => {
    latest.current.look = look;
    if (state.kind === 'open') state.pane.screen.setLook(look);
  }, [state, look]);
  return state;
}

export function usePlayerView(pane: RecordingPane): PlayerView {
  const { player } = pane;
  return useSyncExternalStore(player.subscribe, () => player.view);
}

const nothing = () => undefined;
const noSubscription = () => () => {};

/** Undefined without a pane. */
export function useReplayView(pane: RecordingPane): ReplayView;
export function useReplayView(pane: RecordingPane | undefined): ReplayView | undefined;
export function useReplayView(pane: RecordingPane | undefined): ReplayView | undefined {
  return useSyncExternalStore(pane?.replay.subscribe ?? noSubscription, () => pane?.replay.view, nothing);
}
