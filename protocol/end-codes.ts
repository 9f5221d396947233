/** Why a shell ended or never started: stable codes beside those of HTTP problems, sent in `toast` before the close. */

export const END_CODES = [
  /** None of the shells exists in the container's image. */
  'shell-not-found',
  /** The command exists but may not be executed. */
  'command-not-executable',
  /** The stream to the cluster ended without a status: a node, a kubelet or an API server went away. */
  'stream-broken',
  /** The pod was deleted under the open shell. */
  'pod-deleted',
  /** The container restarted under the open shell. */
  'container-restarted',
  /** Nothing was typed for as long as the server allows. */
  'idle-limit',
  /** The shell has reached the longest life that the server allows. */
  'life-limit',
] as const;

export type EndCode = (typeof END_CODES)[number];

/** What a page calls the close codes that end a shell's connection for good and have no better code. */
export type CloseFailureCode =
  /** 2: the exec could not start or broke. */
  | 'exec-failed'
  /** 1009 */
  | 'message-too-big'
  /** 4400 */
  | 'bad-message'
  /** 4401 */
  | 'unauthenticated'
  /** 4403 */
  | 'forbidden'
  /** 4404 */
  | 'session-gone'
  /** 4409 */
  | 'taken-over'
  /** 4429 */
  | 'session-limit';
