import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiStatusError } from '../errors/api-error.ts';
import type { Query } from './api-client.ts';
import { listHead } from './list-head.ts';
import { type FirstPage, listPages } from './list-pages.ts';

const expired = new ApiStatusError(410, 'Expired', 'The provided continue parameter is too old');

/** A fake API server with a list of numbers; records the continue token of each request. */
class Server {
  readonly asked: (string | undefined)[] = [];
  readonly #numbers: readonly number[];
  readonly #write: (metadata: object, items: readonly number[]) => string;
  readonly #counts: boolean;
  failAt: { readonly token: string; readonly error: unknown } | undefined;

  constructor(numbers: readonly number[], { counts = true, metadataFirst = true } = {}) {
    this.#numbers = numbers;
    this.#counts = counts;
    this.#write = metadataFirst
      ? (metadata, items) => JSON.stringify({ kind: 'List', apiVersion: 'v1', metadata, items })
      : (metadata, items) => JSON.stringify({ kind: 'List', items, metadata });
  }

  async getText(_path: string, { query = {} }: { query?: Query }): Promise<string> {
    const token = query.continue === undefined ? undefined : String(query.continue);
    this.asked.push(token);
    if (token !== undefined && token === this.failAt?.token) throw this.failAt.error;
    const from = Number(token ?? 0);
    const to = query.limit === undefined ? this.#numbers.length : from + Number(query.limit);
    const left = this.#numbers.length - to;
    const more =
      left > 0 ? { continue: String(to), ...(this.#counts ? { remainingItemCount: left } : {}) } : {};
    return this.#write({ resourceVersion: '7', ...more }, this.#numbers.slice(from, to));
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
