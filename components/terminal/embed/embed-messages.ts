/** The messages between an embedded shell and its host page. `docs/embedding.md` documents them for hosts. */

import type { ConnectionState, StateName } from '../connection/connection-state.ts';

/** From the frame to its host. */
export type FrameMessage =
  | {
      readonly source: 'podshell';
      readonly type: 'state';
      readonly state: StateName;
      /** Why there is no shell; only with the state `failed`. */
      readonly code?: string;
    }
  | {
      readonly source: 'podshell';
      readonly type: 'ready';
      readonly namespace: string;
      readonly pod: string;
      readonly container: string;
      /** What runs, for instance `bash`. */
      readonly shell: string;
    }
  | {
      readonly source: 'podshell';
      readonly type: 'exit';
      /** Null if the cluster does not report it. */
      readonly exitCode: number | null;
      readonly reason: string;
    }
  | {
      readonly source: 'podshell';
      /** What the host has asked for is done. */
      readonly type: 'signed-out';
    };

const HOST_WISHES = ['focus', 'close', 'sign-out'] as const;
type HostWish = (typeof HOST_WISHES)[number];

/** From the host to the frame. */
export interface HostMessage {
  readonly target: 'podshell';
  readonly type: HostWish;
}

/** The messages about a new state: the state itself, then `ready` or `exit` with its fields. */
export function messagesAbout(
  state: ConnectionState,
  { namespace, pod }: { readonly namespace: string; readonly pod: string },
): readonly FrameMessage[] {
  const source = 'podshell';
  switch (state.kind) {
    case 'connecting':
    case 'reconnecting':
      return [{ source, type: 'state', state: state.kind }];
    case 'ready': {
      const { kind, container, shell } = state;
      return [
        { source, type: 'state', state: kind },
        { source, type: 'ready', namespace, pod, container, shell },
      ];
    }
    case 'exited': {
      const { kind, exitCode, reason } = state;
      return [
        { source, type: 'state', state: kind },
        { source, type: 'exit', exitCode, reason },
      ];
    }
    case 'failed':
      return [{ source, type: 'state', state: state.kind, code: state.problem.code }];
  }
}

/** Decodes a message of the host; undefined for any other data. Never throws. */
export function readHostMessage(data: unknown): HostMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { target, type } = data as Partial<Record<string, unknown>>;
  const wish = HOST_WISHES.find((known) => known === type);
  return target === 'podshell' && wish !== undefined ? { target, type: wish } : undefined;
}
