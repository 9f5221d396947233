import { expect, test } from 'vitest';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { MembershipLog } from './membership-log.ts';

const replicaOf = (run: number) => ({ id: `web-${run}`, protocol: 9, oldest: 9 });

test('of replicas of another version that start again and again, the one that goes on is told once', () => {
  const logger = new RecordingLogger();
  const log = new MembershipLog(logger);
  for (let run = 1; run <= 1000; run += 1) {
    log.noteVersion(replicaOf(run));
    log.noteVersion(replicaOf(0));
  }
  const told = () => logger.of('error').map(({ fields }) => (fields as { replica: string }).replica);
  expect(new Set(told()).size).toBe(1001);
  expect(told()).toHaveLength(1001);
  // Those that have long ended are not kept.
  log.noteVersion(replicaOf(1));
  expect(told().at(-1)).toBe('web-1');
  expect(told()).toHaveLength(1002);
});
