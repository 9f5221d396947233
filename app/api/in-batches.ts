/**
 * Groups the values of an iterator into batches. A batch has all values that are available at once, so a burst is sent
 * as one chunk and a single event is sent without delay. Reads at most one value ahead.
 * @param atMost maximum number of values in a batch
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
      // The error is thrown where the promise is awaited; this prevents an unhandled rejection.
      pending.catch(() => {});
      next = batch.length < atMost ? await ready(pending) : undefined;
    }
    if (batch.length > 0) yield batch;
    if (next?.done === true) return;
  }
}

/** The result if it is available before pending I/O is handled, else undefined. */
function ready<T>(pending: Promise<T>): Promise<T | undefined> {
  return Promise.race([pending, new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]).catch(
    () => undefined,
  );
}
