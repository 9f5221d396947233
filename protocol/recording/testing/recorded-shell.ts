/** The shell of which tests have recordings, as the header of a recording names it. */

import { type CastHeader, RECORDING_FORMAT } from '../recording-header.ts';

/** When it came up, in milliseconds since the epoch. */
export const STARTED_AT = 1_795_000_000_000;

export const RECORDED_SHELL = {
  format: RECORDING_FORMAT,
  id: '0199e5a6-7a10-7c1e-9d0b-1f2e3d4c5b6a',
  context: 'demo',
  namespace: 'team-a',
  pod: 'debian',
  container: 'main',
  user: 'alice',
  startedAt: STARTED_AT,
  chain: 'sha256',
} as const satisfies CastHeader['podshell'];
