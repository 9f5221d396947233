import { KeptSessions } from '../../connection/kept-sessions.ts';
import { tabStorage } from './tab-storage.ts';

/** The stored sessions of this browser tab's panes. */
export function tabSessions(): KeptSessions {
  return new KeptSessions(tabStorage());
}
