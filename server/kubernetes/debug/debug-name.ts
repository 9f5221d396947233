/** Names of debug containers, as `kubectl debug` makes them. */

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
    const letters = Array.from({ length: 5 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]);
    const name = PREFIX + letters.join('');
    if (!taken.has(name)) return name;
  }
}

/** True for the name of a debug container, of ours or of kubectl's. Anybody may name a container so: trust it for nothing. */
export function isDebugName(name: string): boolean {
  return name.startsWith(PREFIX);
}
