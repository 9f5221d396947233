import { expect, test } from 'vitest';
import type { AccessList } from '#protocol/api.ts';
import { ExecAccessBook } from './exec-access-book.ts';

function bookOf(answer: (namespaces: readonly string[]) => Promise<AccessList>, known?: AccessList['items']) {
  const asked: (readonly string[])[] = [];
  const clock = { now: 1000 };
  const environment = {
    ask(namespaces: readonly string[]) {
      asked.push(namespaces);
      return answer(namespaces);
    },
    now: () => clock.now,
  };
  return { book: new ExecAccessBook(environment, known), asked, clock };
}

const denyB = async (namespaces: readonly string[]): Promise<AccessList> => ({
  items: namespaces.map((namespace) =>
    namespace === 'b'
      ? { namespace, allowed: false, detail: 'no right in b' }
      : { namespace, allowed: true, detail: '' },
  ),
});

test('all namespaces in sight are one question, and the answer is kept', async () => {
  const { book, asked, clock } = bookOf(denyB);
  expect(book.refusal('b')?.detail).toBeUndefined();
  await book.want(['a', 'b', 'a']);
  expect(asked).toEqual([['a', 'b']]);
  expect([book.refusal('a')?.detail, book.refusal('b')?.detail]).toEqual([undefined, 'no right in b']);
  clock.now += 29_999;
  await book.want(['a', 'b']);
  expect(asked).toHaveLength(1);
  clock.now += 1;
  await book.want(['a', 'b', 'c']);
  expect(asked[1]).toEqual(['a', 'b', 'c']);
});

test('what the server said at first is not asked again', async () => {
  const { book, asked } = bookOf(denyB, [{ namespace: 'b', allowed: false, detail: 'said before' }]);
  expect(book.refusal('b')?.detail).toBe('said before');
  await book.want(['b']);
  expect(asked).toEqual([]);
});

test('listeners hear of changes alone', async () => {
  const { book, clock } = bookOf(denyB);
  let heard = 0;
  const leave = book.subscribe(() => {
    heard += 1;
  });
  const { refusals } = book;
  await book.want(['b']);
  expect(heard).toBe(1);
  expect(book.refusals).not.toBe(refusals);
  clock.now += 30_000;
  await book.want(['b']);
  expect(heard).toBe(1);
  leave();
});

test('one question at a time, and no storm when there is no answer', async () => {
  const { book, asked } = bookOf(
    () => Promise.reject(new Error('gone')),
    [{ namespace: 'x', allowed: false, detail: 'kept' }],
  );
  await Promise.all([book.want(['a']), book.want(['a', 'b'])]);
  expect(asked).toEqual([['a']]);
  await book.want(['a']);
  expect(asked).toHaveLength(1);
  expect(book.refusal('x')?.detail).toBe('kept');
});

test('many namespaces are asked for in portions', async () => {
  const { book, asked } = bookOf(denyB);
  await book.want(Array.from({ length: 250 }, (_, index) => `n${index}`));
  expect(asked.map((names) => names.length)).toEqual([100, 100, 50]);
});
