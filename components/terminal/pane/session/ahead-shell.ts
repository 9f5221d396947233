/** A shell that is asked for before its pane is there: the request is on its way while the page draws the pane. */

import { newShellRoute } from '#components/addresses/api-routes.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import type { IssueResult } from '../../connection/ports.ts';
import { issueShell } from './issue-shell.ts';
import { type ChoiceStore, parseChoices } from './shell-choice.ts';

/** By pane. A session that nobody binds expires. */
const ahead = new Map<string, Promise<IssueResult>>();

/**
 * Asks for a new shell for a pane that is about to be opened and for which no shell is chosen. Not where the pod has to be
 * read first, because the user has chosen shells by image. Never throws.
 * @param kept the shells that the user has chosen
 */
export function askAhead(paneId: string, place: ShellPlace, kept: ChoiceStore): void {
  if (parseChoices(kept.read()).size > 0) return;
  const wanted = { ...place, shell: undefined, reason: null };
  ahead.set(paneId, issueShell(newShellRoute(place), wanted, new AbortController().signal));
}

/** What was asked for this pane; undefined, also the second time: it has to ask itself. */
export function askedAhead(paneId: string): Promise<IssueResult> | undefined {
  const result = ahead.get(paneId);
  ahead.delete(paneId);
  return result;
}
