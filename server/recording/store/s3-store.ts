/** Recordings in a bucket of S3 or of one of its like. */

import { type Store, type StoredObject, StoreError, type StoreWriter, type WriterState } from '../ports.ts';
import { textOf, textsOf, unlessMissing } from './s3-answers.ts';
import { S3Client, type S3ClientOptions } from './s3-client.ts';
import { S3Writer } from './s3-writer.ts';

export interface S3StoreOptions extends S3ClientOptions {
  readonly bucket: string;
  /** Without a slash at either end; may be empty. */
  readonly prefix: string;
}

/** Times that a broken object is asked for again from where it broke. */
const MOST_RESUMED = 3;

export class S3Store implements Store {
  readonly name: string;
  readonly #client: S3Client;
  readonly #prefix: string;

  constructor(options: S3StoreOptions) {
    const { bucket, prefix } = options;
    this.name = prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`;
    this.#client = new S3Client(options);
    this.#prefix = prefix === '' ? '' : `${prefix}/`;
  }

  async writer(key: string, state?: WriterState, sameBytes?: number): Promise<StoreWriter> {
    return new S3Writer(this.#client, this.#prefix + key, state, sameBytes);
  }

  async put(key: string, body: Uint8Array, limitMs?: number): Promise<void> {
    await this.#client.ask({ what: 'PutObject', method: 'PUT', key: this.#prefix + key, body, limitMs });
  }

  async read(key: string, from = 0, to?: number): Promise<StoredObject> {
    const first = await this.#open(key, from, to);
    return { size: first.size, bytes: this.#resumed(key, from, to ?? first.size, first) };
  }

  /** A slow reader outlives connections. */
  async *#resumed(
    key: string,
    from: number,
    to: number,
    first: StoredObject,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const end = Math.min(to, first.size);
    let { bytes } = first;
    let at = from;
    for (let resumed = 0; ; resumed += 1) {
      try {
        for await (const piece of bytes) {
          at += piece.length;
          yield piece;
        }
        if (at < end) throw new StoreError('unavailable', 'The store broke off in an object.');
        return;
      } catch (error) {
        const isPassing = error instanceof StoreError && error.kind === 'unavailable';
        if (!isPassing || resumed === MOST_RESUMED || at >= end) throw error;
        ({ bytes } = await this.#open(key, at, to));
      }
    }
  }

  async #open(key: string, from: number, to: number | undefined): Promise<StoredObject> {
    const { status, headers, bytes } = await this.#client.open({
      what: 'GetObject',
      method: 'GET',
      key: this.#prefix + key,
      // With a range, fetch asks for no compression.
      headers: { range: `bytes=${from}-${to === undefined ? '' : Math.max(from, to - 1)}` },
      accepts: [416],
    });
    const total = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
    // Nothing lies in the range: of an empty object, nothing ever does.
    if (status === 416) return { size: Number(total ?? 0), bytes: nothing() };
    if (status === 206 && total !== undefined) return { size: Number(total), bytes };
    if (from > 0) throw new StoreError('refused', 'The store does not answer ranges.');
    return { size: Number(headers.get('content-length')), bytes: cutAt(bytes, to) };
  }

  async keys(prefix: string): Promise<readonly string[]> {
    const pages = await this.#list(prefix);
    return pages
      .flatMap((xml) => [...xml.matchAll(/<Contents>[\s\S]*?<\/Contents>/g)])
      .map(([contents]) => textOf(contents, 'Key') ?? '')
      .map((key) => key.slice(this.#prefix.length))
      .sort();
  }

  async folders(prefix: string): Promise<readonly string[]> {
    const start = this.#prefix.length + prefix.length;
    const pages = await this.#list(prefix);
    return pages
      .flatMap((xml) => [...xml.matchAll(/<CommonPrefixes>[\s\S]*?<\/CommonPrefixes>/g)])
      .flatMap(([common]) => textsOf(common, 'Prefix'))
      .map((folder) => folder.slice(start, -1))
      .sort();
  }

  /** Bodies of the answers, each with up to 1,000 entries. */
  async #list(prefix: string): Promise<readonly string[]> {
    const pages: string[] = [];
    let token: string | undefined;
    do {
      const { text } = await this.#client.ask({
        what: 'ListObjectsV2',
        method: 'GET',
        query: {
          'list-type': '2',
          prefix: this.#prefix + prefix,
          delimiter: '/',
          ...(token === undefined ? {} : { 'continuation-token': token }),
        },
      });
      pages.push(text);
      token = textOf(text, 'IsTruncated') === 'true' ? textOf(text, 'NextContinuationToken') : undefined;
    } while (token !== undefined);
    return pages;
  }

  async delete(key: string): Promise<void> {
    await unlessMissing(
      this.#client.ask({ what: 'DeleteObject', method: 'DELETE', key: this.#prefix + key }),
    );
  }
}

async function* nothing(): AsyncGenerator<never, void, undefined> {}

/** Of a whole object, only what was asked for. */
async function* cutAt(
  bytes: AsyncIterable<Uint8Array>,
  to = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = to;
  for await (const piece of bytes) {
    yield piece.subarray(0, left);
    left -= piece.length;
    if (left <= 0) return;
  }
}
