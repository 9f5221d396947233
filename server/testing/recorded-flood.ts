/** What a recorded process writes in tests: no two stretches are alike, and what is no UTF-8 is among it. */

const LINES = 4096;

const PATTERN = Buffer.concat(
  Array.from({ length: LINES }, (_, line) =>
    Buffer.concat([
      Buffer.from(`${line} \u001b[1mbold\u001b[0m é€😀 `),
      Buffer.from([0xff, 0xe2, 0x82, 0x0d, 0x0a]),
    ]),
  ),
);

/** The bytes from an offset to another one (exclusive). */
export function floodBytes(from: number, to: number): Buffer {
  const start = from % PATTERN.length;
  const times = Math.ceil((start + to - from) / PATTERN.length);
  return Buffer.concat(Array.from({ length: times }, () => PATTERN)).subarray(start, start + to - from);
}
