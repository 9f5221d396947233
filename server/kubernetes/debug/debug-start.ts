/** How the start of a debug container goes, as the pod's status tells. */

import type { ContainerStatus } from '../objects.ts';
import { DebugError } from './debug-error.ts';

export type DebugStart =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly error: DebugError };

/** The kubelet goes on trying, but a person has to change something first. */
const PULL_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);
const START_REASONS = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
]);

/** A debug container that was added. */
export interface AddedDebug {
  readonly container: string;
  readonly image: string;
  /** The copy of the pod that has it; undefined: it is in the pod itself. */
  readonly copy?: string | undefined;
}

/** @param status undefined: the kubelet has not reported the container yet */
export function debugStartOf(added: AddedDebug, status: ContainerStatus | undefined): DebugStart {
  const { container: name, image } = added;
  const { running, terminated, waiting } = status?.state ?? {};
  if (running !== undefined) return { kind: 'running' };
  if (terminated !== undefined) {
    const { exitCode, reason = '', message = '' } = terminated;
    const words = [reason, message].filter((part) => part !== '').join(': ');
    return failed(
      'debug-start-failed',
      `Debug container "${name}" has ended with exit code ${exitCode}${words === '' ? '' : ` (${words})`}. ` +
        `Check that image "${image}" starts a shell, and that its profile and target suit the pod. ${left(added)}`,
    );
  }
  const { reason = '', message = '' } = waiting ?? {};
  const said = message === '' ? '' : ` The cluster says: ${message}`;
  if (PULL_REASONS.has(reason)) {
    return failed(
      'debug-image-unavailable',
      `Image "${image}" can't be pulled (${reason}). Check its name and whether the node can reach its registry, or ` +
        `choose another image. ${left(added)}${said}`,
    );
  }
  if (START_REASONS.has(reason)) {
    return failed(
      'debug-start-failed',
      `Debug container "${name}" can't start (${reason}). Choose another profile, target or image. ${left(added)}${said}`,
    );
  }
  return { kind: 'waiting', reason, message };
}

/** What stays behind. */
export function left({ container: name, copy }: AddedDebug): string {
  if (copy !== undefined) return `Pod "${copy}" stays until you delete it.`;
  return `Container "${name}" stays in the pod's list until the pod is deleted: ephemeral containers can't be removed.`;
}

function failed(code: DebugError['code'], message: string): DebugStart {
  return { kind: 'failed', error: new DebugError(code, message) };
}
