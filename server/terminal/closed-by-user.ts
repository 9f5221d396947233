/** What a page is told whose session its user has ended elsewhere. */

import { type Expiry, KEEPS_RUNNING } from './process/lifetime.ts';

export const CLOSED_BY_USER: Expiry = {
  code: 'closed-by-user',
  reason: 'You ended this shell in another window or from the list of running shells. Open a new one.',
  detached: `You detached this terminal in another window or from the list of running shells. ${KEEPS_RUNNING}`,
};
