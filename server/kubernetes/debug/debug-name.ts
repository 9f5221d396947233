/** Names of debug containers, as `kubectl debug` makes them, and of copies. */

/** `kubectl debug` names its containers so (`computeDebugContainerName` in k8s.io/kubectl), and so do we. */
const PREFIX = 'debugger-';

/** Letters and digits that cannot spell a word (`k8s.io/apimachinery/pkg/util/rand`). */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * A name that no container of the pod has.
 * @param random like `Math.random`
 */
export function newDebugName(taken: ReadonlySet<string>, random: () => number): string {
  for (;;) {
    const name = PREFIX + letters(random);
    if (!taken.has(name)) return name;
  }
}

/** The longest name of a pod whose host has the same one. */
const MAX_HOST_NAME = 63;

/** A name for a copy of a pod. @param random like `Math.random` */
export function newCopyName(pod: string, random: () => number): string {
  const ending = `-debug-${letters(random)}`;
  return pod.slice(0, MAX_HOST_NAME - ending.length).replace(/[-.]+$/, '') + ending;
}

/** True for the name of a debug container, of ours or of kubectl's. Anybody may name a container so: trust it for nothing. */
export function isDebugName(name: string): boolean {
  return name.startsWith(PREFIX);
}

function letters(random: () => number): string {
  return Array.from({ length: 5 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
}
