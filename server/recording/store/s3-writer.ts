/** An object that is written in parts (S3, "Multipart upload"): what is small goes out as a whole. */

import { isMissing, StoreError, type StoreWriter, type WriterState } from '../ports.ts';
import { escaped, textOf, unlessMissing } from './s3-answers.ts';
import type { S3Client } from './s3-client.ts';

/** S3 wants at least 5 MiB, and takes 10,000 parts at most: this is enough for 80 GB. */
export const PART_BYTES = 8 * 1024 * 1024;

const SMALLEST_PART_BYTES = 5 * 1024 * 1024;

interface Upload {
  readonly uploadId: string;
  /** Of each part. */
  readonly tags: readonly string[];
  /** Bytes of all parts. */
  readonly kept: number;
}

export class S3Writer implements StoreWriter {
  readonly partBytes = PART_BYTES;
  readonly #client: S3Client;
  readonly #key: string;
  #upload: Upload | undefined;
  /** Too little for a part: the last bytes. */
  #rest = Buffer.alloc(0);

  /**
   * @param state of an earlier writer
   * @param sameBytes as of `Store.writer`
   */
  constructor(client: S3Client, key: string, state: WriterState | undefined, sameBytes?: number) {
    this.#client = client;
    this.#key = key;
    this.#upload = cutTo(sameBytes, readState(state));
  }

  get kept(): number {
    return this.#upload?.kept ?? 0;
  }

  get state(): WriterState | undefined {
    return this.#upload === undefined ? undefined : { ...this.#upload };
  }

  async append(bytes: Uint8Array): Promise<void> {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    if (all.length < SMALLEST_PART_BYTES) {
      this.#rest = Buffer.from(all);
      return;
    }
    await this.#sendPart(all);
    this.#rest = Buffer.alloc(0);
  }

  async complete(): Promise<void> {
    if (this.#upload === undefined) {
      await this.#client.ask({ what: 'PutObject', method: 'PUT', key: this.#key, body: this.#rest });
      return;
    }
    if (this.#rest.length > 0) await this.#sendPart(this.#rest);
    this.#rest = Buffer.alloc(0);
    const { uploadId, tags, kept } = this.#upload;
    const parts = tags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped(tag)}</ETag></Part>`,
    );
    try {
      await this.#client.ask({
        what: 'CompleteMultipartUpload',
        method: 'POST',
        key: this.#key,
        query: { uploadId },
        body: Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`),
      });
    } catch (error) {
      // An attempt whose answer was lost may have done it.
      if (!isMissing(error) || (await this.#sizeInStore()) !== kept) throw error;
    }
  }

  async abort(): Promise<void> {
    this.#rest = Buffer.alloc(0);
    if (this.#upload === undefined) return;
    const { uploadId } = this.#upload;
    await unlessMissing(
      this.#client.ask({
        what: 'AbortMultipartUpload',
        method: 'DELETE',
        key: this.#key,
        query: { uploadId },
      }),
    );
  }

  async #sendPart(body: Uint8Array): Promise<void> {
    this.#upload ??= await this.#begin();
    const { uploadId, tags, kept } = this.#upload;
    const { headers } = await this.#client.ask({
      what: 'UploadPart',
      method: 'PUT',
      key: this.#key,
      query: { partNumber: String(tags.length + 1), uploadId },
      body,
    });
    const tag = headers.get('etag');
    if (tag === null) throw new StoreError('unavailable', 'The store answered UploadPart without an ETag.');
    this.#upload = { uploadId, tags: [...tags, tag], kept: kept + body.length };
  }

  async #begin(): Promise<Upload> {
    const { text } = await this.#client.ask({
      what: 'CreateMultipartUpload',
      method: 'POST',
      key: this.#key,
      query: { uploads: '' },
    });
    const uploadId = textOf(text, 'UploadId');
    if (uploadId === undefined || uploadId === '') {
      throw new StoreError('unavailable', 'The store answered CreateMultipartUpload without an UploadId.');
    }
    return { uploadId, tags: [], kept: 0 };
  }

  async #sizeInStore(): Promise<number | undefined> {
    const { status, headers } = await this.#client.ask({
      what: 'HeadObject',
      method: 'HEAD',
      key: this.#key,
      accepts: [404],
    });
    return status === 404 ? undefined : Number(headers.get('content-length'));
  }
}

/** Without the parts in which something comes after so many bytes. Their numbers are given again. */
function cutTo(bytes: number | undefined, upload: Upload | undefined): Upload | undefined {
  if (upload === undefined || bytes === undefined || upload.kept <= bytes) return upload;
  // All but the last are of one size.
  const parts = Math.min(upload.tags.length, Math.floor(bytes / PART_BYTES));
  return { ...upload, tags: upload.tags.slice(0, parts), kept: parts * PART_BYTES };
}

function readState(state: WriterState | undefined): Upload | undefined {
  if (state === undefined) return undefined;
  const { uploadId, tags, kept } = state;
  const isWhole =
    typeof uploadId === 'string' &&
    typeof kept === 'number' &&
    Array.isArray(tags) &&
    tags.every((tag) => typeof tag === 'string');
  return isWhole ? { uploadId, tags, kept } : undefined;
}
