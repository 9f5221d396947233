import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { type FeedOptions, PodFeed } from '../watch/pod-feed.ts';

/** A feed with default limits and the shortest waits; the caller gives what its test is about. */
export function feedOfTest(options: Pick<FeedOptions, 'source' | 'clock'> & Partial<FeedOptions>): PodFeed {
  return new PodFeed({
    subject: { context: 'c', namespace: 'a' },
    limits: DEFAULT_LIMITS,
    logger: new RecordingLogger(),
    random: () => 0,
    onEnd: () => {},
    ...options,
  });
}
