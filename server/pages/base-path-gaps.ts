/** Files that differ between base paths: what they hold without it, and the gaps where it goes. */

/** A file without its base path. */
export interface GappedFile {
  readonly bytes: Buffer;
  /** Where the base path goes, as offsets into `bytes`, ascending; an offset that occurs twice takes it twice. */
  readonly gaps: readonly number[];
}

/** Takes every `placeholder` out. */
export function withGaps(file: Buffer, placeholder: string): GappedFile {
  const mark = Buffer.from(placeholder);
  const kept: Buffer[] = [];
  const gaps: number[] = [];
  let from = 0;
  let length = 0;
  for (let at = file.indexOf(mark); at !== -1; at = file.indexOf(mark, from)) {
    kept.push(file.subarray(from, at));
    length += at - from;
    gaps.push(length);
    from = at + mark.length;
  }
  kept.push(file.subarray(from));
  return { bytes: Buffer.concat(kept), gaps };
}

/** The file for a base path. */
export function filled({ bytes, gaps }: GappedFile, basePath: string): Buffer {
  const path = Buffer.from(basePath);
  const parts: Buffer[] = [];
  let from = 0;
  for (const gap of gaps) {
    parts.push(bytes.subarray(from, gap), path);
    from = gap;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}
