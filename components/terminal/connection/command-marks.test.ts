import { expect, test } from 'vitest';
import { ConnectionBench } from '../testing/connection-bench.ts';

test.each([[true], [undefined]])('a screen that takes marks says %s to them', async (Marks) => {
  const bench = new ConnectionBench();
  bench.takesMarks = Marks === true;
  await bench.ready();
  const bind: Readonly<Record<string, unknown>> = { ...bench.server.latest.last('bind') };
  expect(bind.Marks).toBe(Marks);
});

test('the screen learns the word of the marks before the output, and at each connection', async () => {
  const bench = await new ConnectionBench().ready();
  expect(bench.marksWord).toBe('');
  bench.server.latest.close(1006);
  bench.clock.advance(0);
  const bound = { SessionID: 'any', Offset: 0, Resumed: true, Container: 'web', Shell: 'bash' };
  bench.server.latest.open().send({ Op: 'bound', ...bound, Marks: 'word.7' });
  expect(bench.marksWord).toBe('word.7');
});
