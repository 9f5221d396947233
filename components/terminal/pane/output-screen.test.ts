import { expect, test } from 'vitest';
import type { XtermScreen } from '../screen/xterm-screen.ts';
import { outputScreen } from './output-screen.ts';

test.each([
  ['one’s own shell has marks as its server says', { answersQueries: true, takesMarks: false }, 'word'],
  ['a shell that is watched has them', { answersQueries: false, takesMarks: true }, 'word'],
  ['unless the watcher wants none', { answersQueries: false, takesMarks: false }, ''],
])('%s', (_, { answersQueries, takesMarks }, expected) => {
  const followed: string[] = [];
  const screen = { marks: { follow: (word: string) => followed.push(word) } } as unknown as XtermScreen;
  outputScreen({
    screen: () => screen,
    answersQueries,
    takesMarks: () => takesMarks,
    onWrite: () => {},
    onSize: () => {},
  }).marked('word');
  expect(followed).toEqual([expected]);
});
