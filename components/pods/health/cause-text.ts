import type { ContainerExit, Pod } from '#protocol/api.ts';
import type { PodsMessages } from '../catalog.ts';
import { podCause } from './pod-cause.ts';

type CauseMessages = Pick<PodsMessages, 'cause'>;

/** Names of the signals that end containers in practice, by number. */
const SIGNALS: Readonly<Record<number, string>> = {
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};
/** Reasons that say nothing beside the exit code. */
const PLAIN = new Set(['', 'Error', 'Completed', 'ContainerStatusUnknown']);

/** What runtimes write before the reason why a container does not start. */
const BEFORE_START_ERROR = /^.*unable to start container process: /s;

/** Why the pod is not well, in a few words beside its status; '' if that says it all. */
export function causeText(pod: Pod, messages: CauseMessages): string {
  const text = textOf(pod, messages);
  return text === pod.status ? '' : text;
}

function textOf(pod: Pod, { cause: words }: CauseMessages): string {
  const cause = podCause(pod);
  switch (cause.kind) {
    case 'message':
      return cause.text.replace(BEFORE_START_ERROR, '');
    case 'pod': {
      const { reason, message } = cause;
      if (message === '') return reason;
      return reason === pod.status ? message : words.withMessage(reason, message);
    }
    case 'image':
      return words.image[cause.problem](cause.image);
    case 'exit':
    case 'restarted': {
      const text = exitText(cause.exit, { cause: words });
      const placed = pod.containers.length > 1 ? words.inContainer(text, cause.container) : text;
      return cause.kind === 'exit' ? placed : words.lastExit(placed);
    }
  }
}

/** True if the reason says all of how a run ended. */
export function isWholeReason({ reason }: Pick<ContainerExit, 'reason'>): boolean {
  return reason === 'OOMKilled';
}

/** How a run ended, for instance `OOMKilled`, `exit 1`, `exit 143 (SIGTERM)`. */
export function exitText({ exitCode, reason, message }: ContainerExit, { cause }: CauseMessages): string {
  if (isWholeReason({ reason })) return reason;
  const signal = SIGNALS[exitCode - 128];
  const code = signal === undefined ? cause.exit(exitCode) : cause.exitBySignal(exitCode, signal);
  const text = PLAIN.has(reason) ? code : cause.reasonAndCode(reason, code);
  return message === '' ? text : cause.withMessage(text, message.replace(BEFORE_START_ERROR, ''));
}
