import type { ConnectionState } from '../connection/connection-state.ts';

/** The state of a terminal whose new shell is up. */
export const READY = {
  kind: 'ready',
  container: 'main',
  shell: 'bash',
  transport: 'websocket',
  isNew: true,
} as const satisfies ConnectionState;
