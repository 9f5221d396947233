/** The state of a container and its form in the pod status. */

export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly startedAt: number }
  | TerminatedState;

export interface TerminatedState {
  readonly kind: 'terminated';
  readonly exitCode: number;
  /** `Completed`, `Error` or `StartError`. */
  readonly reason: string;
  readonly message?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly containerId: string;
}

/** RFC 3339 in whole seconds, as Kubernetes writes times. */
export function formatTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** `state` or `lastState` of a container status; undefined renders as `{}`. */
export function renderState(state: ContainerState | undefined): Record<string, unknown> {
  switch (state?.kind) {
    case undefined:
      return {};
    case 'waiting':
      return { waiting: { reason: state.reason, ...withMessage(state.message) } };
    case 'running':
      return { running: { startedAt: formatTime(state.startedAt) } };
    case 'terminated':
      return {
        terminated: {
          exitCode: state.exitCode,
          reason: state.reason,
          ...withMessage(state.message),
          startedAt: formatTime(state.startedAt),
          finishedAt: formatTime(state.finishedAt),
          containerID: `containerd://${state.containerId}`,
        },
      };
  }
}

function withMessage(message: string | undefined): { message?: string } {
  return message === undefined ? {} : { message };
}
