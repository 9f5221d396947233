/** Waits for conditions without an event, such as a full kernel buffer. */

/** Resolves when the condition holds. Checks it in every turn of the event loop. */
export async function ready(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves when the value has not changed for `turns` turns of the event loop. */
export async function settled(value: () => number, turns = 200): Promise<number> {
  let last = value();
  for (let same = 0; same < turns; same++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (value() !== last) same = 0;
    last = value();
  }
  return last;
}
