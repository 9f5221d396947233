import { usePathname } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';
import { isLogPage } from '#components/addresses/log-place.ts';
import { PAGE_WANTED_EVENT } from '#components/addresses/open-in-dock.ts';
import { focusAtLoad } from '#components/terminal/pane/kept-focus.ts';
import { tabStorage } from '#components/terminal/pane/session/tab-storage.ts';
import type { DockState, DockView } from '../state/dock-state.ts';
import { isStoredPane } from '../state/stored-dock.ts';

/** As the variant `cramped` of the styles: an open dock covers the whole page. */
export const CRAMPED = '(width < 40rem) or (height < 30rem)';

/**
 * Uncovers the page when the user goes to one, from the dock or the palette, and the page of a log also by a reload: who
 * asks for it wants to see it. Who was typing in the dock when the page was reloaded goes on.
 * @param isRestored false before the dock is as it was stored
 * @param onView called with the view that leaves the page in sight
 */
export function useSightOfPage(
  state: DockState,
  isRestored: boolean,
  onView: (view: DockView) => void,
): void {
  const pathname = usePathname();
  const uncover = useEffectEvent(() => {
    const isCramped = window.matchMedia(CRAMPED).matches;
    const isCovered = state.view === 'maximised' || (state.view === 'open' && isCramped);
    if (isCovered && state.tabs.length > 0) onView(isCramped ? 'minimised' : 'open');
  });
  useEffect(() => {
    const onWanted = () => uncover();
    window.addEventListener(PAGE_WANTED_EVENT, onWanted);
    return () => window.removeEventListener(PAGE_WANTED_EVENT, onWanted);
  }, []);
  const isLoading = useRef(true);
  useEffect(() => {
    if (!isRestored) return;
    const focused = isLoading.current ? focusAtLoad() : null;
    isLoading.current = false;
    if (!isLogPage(pathname)) return;
    if (focused === null || !isStoredPane(tabStorage(), focused)) uncover();
  }, [pathname, isRestored]);
}
