/** What a shell in a frame and the page around it say to each other. `docs/embedding.md` tells hosts the same. */

import type { ConnectionState, StateName } from '../connection/connection-state.ts';

/** From the frame to its host. */
export type FrameMessage =
  | {
      readonly source: 'podshell';
      readonly type: 'state';
      readonly state: StateName;
      /** Why there is no shell; with the state `failed` only. */
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
      /** Null when the cluster could not tell. */
      readonly exitCode: number | null;
      readonly reason: string;
    };

/** From the host to the frame. */
export interface HostMessage {
  readonly target: 'podshell';
  readonly type: 'focus' | 'close';
}

/** What the host is told about a new state: the state itself, then what it brings. */
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

/** The message of a host; undefined when it is none, for instance one of the host's own. Never throws. */
export function readHostMessage(data: unknown): HostMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { target, type } = data as Partial<Record<string, unknown>>;
  if (target !== 'podshell' || (type !== 'focus' && type !== 'close')) return undefined;
  return { target, type };
}
