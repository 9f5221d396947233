import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerTooLargeError, ApiStatusError } from '../errors/api-error.ts';
import { jsonAnswer } from '../testing/json-answer.ts';
import type { RequestOptions } from './api-client.ts';
import type { Answer } from './body.ts';
import { listHead, type MetadataOnly } from './list-form.ts';
import { type FirstPage, listPages } from './list-pages.ts';

const expired = new ApiStatusError(410, 'Expired', 'The provided continue parameter is too old');

/** A fake API server with a list of numbers; records the continue token of each request. */
class Server {
  readonly asked: (string | undefined)[] = [];
  /** The limit of each request. */
  readonly limits: (number | string)[] = [];
  /** A page is too large if the sum of its numbers is larger than this. */
  maxBytes = Number.POSITIVE_INFINITY;
  metadataBytes = 1;
  readonly #numbers: readonly number[];
  readonly #write: (metadata: object, items: readonly number[]) => object;
  readonly #counts: boolean;
  failAt: { readonly token: string; readonly error: unknown } | undefined;

  constructor(numbers: readonly number[], { counts = true, metadataFirst = true } = {}) {
    this.#numbers = numbers;
    this.#counts = counts;
    this.#write = metadataFirst
      ? (metadata, items) => ({ kind: 'List', apiVersion: 'v1', metadata, items })
      : (metadata, items) => ({ kind: 'List', items, metadata });
  }

  async getAnswer(_path: string, { query = {}, accept }: RequestOptions): Promise<Answer> {
    const token = query.continue === undefined ? undefined : String(query.continue);
    this.asked.push(token);
    this.limits.push(accept === undefined ? Number(query.limit) : `metadata ${query.limit}`);
    const { failAt } = this;
    if (token !== undefined && token === failAt?.token) {
      this.failAt = undefined;
      throw failAt.error;
    }
    const from = Number(token ?? 0);
    const to = query.limit === undefined ? this.#numbers.length : from + Number(query.limit);
    const left = this.#numbers.length - to;
    const bytes = this.#numbers
      .slice(from, to)
      .reduce((sum, size) => sum + (accept === undefined ? size : Math.min(size, this.metadataBytes)), 0);
    if (bytes > this.maxBytes) throw new AnswerTooLargeError(this.maxBytes);
    const more =
      left > 0 ? { continue: String(to), ...(this.#counts ? { remainingItemCount: left } : {}) } : {};
    return jsonAnswer(this.#write({ resourceVersion: '7', ...more }, this.#numbers.slice(from, to)));
  }
}

const double = (value: number): number => value * 2;
const LIMITS = { pageSize: 3 };

test('pages are requested once each and kept in order, wherever the server writes the metadata', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(), { maxLength: 20 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      async (numbers, pageSize, metadataFirst) => {
        const server = new Server(numbers, { metadataFirst });
        const listed = await listPages(server, '/', { pageSize }, { keep: double });
        expect(listed).toEqual({ items: numbers.map(double), resourceVersion: '7' });
        expect(server.asked).toHaveLength(Math.max(1, Math.ceil(numbers.length / pageSize)));
      },
    ),
  );
});

describe('the first page', () => {
  async function firstOf(server: Server): Promise<FirstPage<number>[]> {
    const seen: FirstPage<number>[] = [];
    await listPages(server, '/', LIMITS, { keep: double, onFirstPage: (page) => seen.push(page) });
    return seen;
  }

  test('is reported with the total of all pages', async () => {
    expect(await firstOf(new Server([1, 2, 3, 4, 5]))).toEqual([{ items: [2, 4, 6], total: 5 }]);
  });

  test('may be the whole list', async () => {
    expect(await firstOf(new Server([1]))).toEqual([{ items: [2], total: 1 }]);
  });

  test('has no total when the server sends no count', async () => {
    const uncounted = new Server([1, 2, 3, 4], { counts: false });
    expect(await firstOf(uncounted)).toEqual([{ items: [2, 4, 6], total: undefined }]);
  });
});

test('the next page is requested before the current one is parsed', async () => {
  const server = new Server([1, 2, 3, 4, 5, 6, 7]);
  const askedBy: number[] = [];
  const keep = (value: number) => {
    askedBy.push(server.asked.length);
    return value;
  };
  await listPages(server, '/', LIMITS, { keep });
  expect(askedBy).toEqual([2, 2, 2, 3, 3, 3, 3]);
});

test('a list that expires between pages is read again in one piece', async () => {
  const server = new Server([1, 2, 3, 4, 5, 6, 7]);
  server.failAt = { token: '6', error: expired };
  const listed = await listPages(server, '/', LIMITS, { keep: double });
  expect(listed.items).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(server.asked).toEqual([undefined, '3', '6', undefined]);
});

describe('a page that is too large', () => {
  test('is requested in smaller ones, without a restart', async () => {
    const numbers = Array.from({ length: 150 }, () => 10);
    const server = new Server(numbers);
    server.maxBytes = 640;
    const listed = await listPages(server, '/', { pageSize: 100 }, { keep: (value: number) => value });
    expect(listed.items).toEqual(numbers);
    expect(server.limits.slice(0, 3)).toEqual([100, 12, 12]);
    expect(server.asked.slice(0, 3)).toEqual([undefined, undefined, '12']);
  });

  test('of one item is requested with the metadata only, and the others whole', async () => {
    const server = new Server([1, 1, 1000, 1, 1]);
    server.maxBytes = 100;
    const partial: number[] = [];
    const keep = (value: number, only: MetadataOnly | undefined) => {
      if (only === 'large') partial.push(value);
      return value;
    };
    const listed = await listPages(server, '/', { pageSize: 16 }, { keep });
    expect([listed.items, partial]).toEqual([[1, 1, 1000, 1, 1], [1000]]);
    expect(server.limits).toEqual([16, 2, 2, 1, 'metadata 1', 2]);
  });

  test('is an error if even its metadata are too large', async () => {
    const server = new Server([1, 1000]);
    server.maxBytes = 100;
    server.metadataBytes = 1000;
    await expect(listPages(server, '/', LIMITS, { keep: double })).rejects.toThrow(AnswerTooLargeError);
  });

  test('never loses or repeats an item', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (numbers, maxBytes, pageSize) => {
          const server = new Server(numbers);
          server.maxBytes = maxBytes;
          const listed = await listPages(server, '/', { pageSize }, { keep: (value: number) => value });
          expect(listed.items).toEqual(numbers);
        },
      ),
    );
  });

  test('also if the list has expired between two pages', async () => {
    const server = new Server(Array.from({ length: 30 }, () => 10));
    server.maxBytes = 100;
    server.failAt = { token: '8', error: expired };
    const listed = await listPages(server, '/', { pageSize: 8 }, { keep: double });
    expect(listed.items).toHaveLength(30);
    expect(server.limits.slice(0, 4)).toEqual([8, 8, Number.NaN, 1]);
  });
});

test('an item that is left out does not stop the others', async () => {
  const keep = (value: number) => (value === 2 ? undefined : value);
  expect((await listPages(new Server([1, 2, 3]), '/', LIMITS, { keep })).items).toEqual([1, 3]);
});

test('another failure is thrown', async () => {
  const server = new Server([1, 2, 3, 4]);
  const broken = new Error('broken');
  server.failAt = { token: '3', error: broken };
  await expect(listPages(server, '/', LIMITS, { keep: double })).rejects.toBe(broken);
});

describe('the head of a list', () => {
  test('is its metadata', () => {
    const text = '{"kind":"PodList","apiVersion":"v1","metadata":{"continue":"abc"},"items":[{"a":';
    expect(listHead(text)).toEqual({ continue: 'abc' });
  });

  test.each([
    '',
    '{',
    '{"items":[]}',
    '{"items":[1],"metadata":{"continue":"x"}}',
    `${' '.repeat(9000)}"items":`,
  ])('is undefined for %j', (text) => {
    expect(listHead(text)).toBeUndefined();
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => void listHead(`${a}"items":${b}`)));
  });
});
