/**
 * What an iterator gives, in batches: each holds all that is there at once, so that a burst leaves as one piece, and
 * a single event leaves alone. Nothing is asked for before the batch that it may belong to is.
 * @param atMost values in a batch
 */
export async function* inBatches<T>(
  values: AsyncIterator<T>,
  atMost: number,
): AsyncGenerator<readonly T[], void, undefined> {
  let pending = values.next();
  for (;;) {
    let next: IteratorResult<T> | undefined = await pending;
    const batch: T[] = [];
    while (next !== undefined && next.done !== true) {
      batch.push(next.value);
      pending = values.next();
      // Its error is thrown where it is awaited.
      pending.catch(() => {});
      next = batch.length < atMost ? await ready(pending) : undefined;
    }
    if (batch.length > 0) yield batch;
    if (next?.done === true) return;
  }
}

/** The result if it is there before the I/O that waits has had its turn, else undefined. */
function ready<T>(pending: Promise<T>): Promise<T | undefined> {
  return Promise.race([pending, new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]).catch(
    () => undefined,
  );
}
