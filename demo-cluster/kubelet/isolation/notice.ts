/** What users are told where containers cannot be isolated. */

import { HEADROOM } from '../process/process.ts';

/** For the command that starts the demo. `reason` is that of {@link Isolation}. */
export function commandNotice(reason: string): string {
  return (
    `Warning: the demo's containers are not isolated: ${reason}.\n` +
    'They run as you and can change your files: "rm -rf ~" in a pod deletes your home directory.'
  );
}

/** The first line of a terminal, with free memory before it for the receiver. */
export function terminalNotice(reason: string): Buffer {
  const text = `Warning: this container is not isolated (${reason}). Commands run as you and can change your files.\r\n`;
  const memory = Buffer.allocUnsafeSlow(HEADROOM + Buffer.byteLength(text));
  memory.write(text, HEADROOM);
  return memory.subarray(HEADROOM);
}
