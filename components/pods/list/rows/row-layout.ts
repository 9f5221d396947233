/** Where the rows of the list begin. All in CSS pixels, from the top of the first row. */
export interface RowLayout {
  /** Height of all rows. */
  readonly total: number;
  /** Of the row with this index; of the number of rows, the end of the last one. */
  readonly startOf: (index: number) => number;
  /** The row at this height: the nearest one above or below all rows; 0 if there are none. */
  readonly indexAt: (y: number) => number;
}

/** Rows of one height. */
export function evenLayout(count: number, height: number): RowLayout {
  return {
    total: count * height,
    startOf: (index) => index * height,
    indexAt: (y) => within(Math.floor(y / height), count),
  };
}

/** Rows that are as high as their text. */
export function unevenLayout(count: number, heightOf: (index: number) => number): RowLayout {
  const starts = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) starts[index + 1] = (starts[index] ?? 0) + heightOf(index);
  const startOf = (index: number) => starts[index] ?? 0;
  return {
    total: startOf(count),
    startOf,
    indexAt(y) {
      let low = 0;
      let high = count;
      // The first row that begins below `y` comes after the one at `y`.
      while (low < high) {
        const middle = (low + high) >> 1;
        if (startOf(middle) > y) high = middle;
        else low = middle + 1;
      }
      return within(low - 1, count);
    },
  };
}

function within(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
