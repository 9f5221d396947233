/** Waiting for what no event announces, such as a kernel buffer being full. */

/** Resolves when the condition holds, which is looked at in every turn of the event loop. */
export async function ready(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves when the value has stayed the same for so many turns of the event loop. */
export async function settled(value: () => number, turns = 200): Promise<number> {
  let last = value();
  for (let same = 0; same < turns; same++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (value() !== last) same = 0;
    last = value();
  }
  return last;
}
