import type { ContainerExit } from '#protocol/api.ts';
import type { PodsMessages } from '../catalog.ts';
import type { PodCause } from './pod-cause.ts';

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

/**
 * The cause in a few words; '' if there is none.
 * @param containers how many containers the pod has; with several the text names the one that is meant
 */
export function causeText(cause: PodCause, containers: number, { cause: words }: CauseMessages): string {
  switch (cause.kind) {
    case 'message':
      return cause.text;
    case 'image':
      return words.image[cause.problem](cause.image);
    case 'exit':
    case 'restarted': {
      const text = exitText(cause.exit, { cause: words });
      const placed = containers > 1 ? words.inContainer(text, cause.container) : text;
      return cause.kind === 'exit' ? placed : words.lastExit(placed);
    }
  }
}

/** How a run ended, for instance `OOMKilled`, `exit 1`, `exit 143 (SIGTERM)`. */
export function exitText({ exitCode, reason, message }: ContainerExit, { cause }: CauseMessages): string {
  if (reason === 'OOMKilled') return reason;
  const signal = SIGNALS[exitCode - 128];
  const code = signal === undefined ? cause.exit(exitCode) : cause.exitBySignal(exitCode, signal);
  const text = PLAIN.has(reason) ? code : cause.reasonAndCode(reason, code);
  return message === '' ? text : cause.withMessage(text, message);
}
