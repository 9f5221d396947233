/** Ends a shell through its own input, for a caller who may no longer exec. */

import type { Clock } from '#server/ports.ts';
import { delay } from '../../delay.ts';
import type { OperatingSystem } from '../starting/launch-plan.ts';

/**
 * Interrupt the foreground program, then end the shell. On Linux with SIGQUIT at last, since programs that ignore SIGINT
 * seldom ignore that too.
 */
const EXIT_KEYS: Readonly<Record<OperatingSystem, readonly string[]>> = {
  linux: ['\u0003', '\u0004', '\u0003', '\u0004', '\u001c', '\u0004'],
  windows: ['\u0003', '\rexit\r', '\u0003', '\rexit\r'],
};

/**
 * Time between two keys, in milliseconds. A terminal discards unread input when it raises a signal, and a shell when it
 * takes the terminal back, so a key must not follow too soon.
 */
const KEY_GAP_MS = 300;

/** Presses keys until the shell has ended; resolves after the last one. @param ended settles at the end */
export async function pressExitKeys(
  input: { write(bytes: Uint8Array): boolean },
  os: OperatingSystem,
  clock: Clock,
  ended: Promise<unknown>,
): Promise<void> {
  let hasEnded = false;
  const end = ended.then(() => {
    hasEnded = true;
  });
  for (const key of EXIT_KEYS[os]) {
    if (hasEnded) return;
    input.write(Buffer.from(key));
    await Promise.race([end, delay(clock, KEY_GAP_MS)]);
  }
}
