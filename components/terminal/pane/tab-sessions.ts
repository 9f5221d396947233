import { KeptSessions } from '../connection/kept-sessions.ts';
import { tabStorage } from './tab-storage.ts';

/** The sessions that this tab's panes had before a reload. */
export function tabSessions(): KeptSessions {
  return new KeptSessions(tabStorage());
}
