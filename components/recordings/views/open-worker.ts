import type { RecordingWorker } from '../source/worker-replay.ts';

/** Starts the worker that reads a recording. */
export function openRecordingWorker(): RecordingWorker {
  const worker = new Worker(new URL('../source/recording-worker.ts', import.meta.url));
  return {
    post: (message) => worker.postMessage(message),
    listen(onMessage, onError) {
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onerror = onError;
    },
    end: () => worker.terminate(),
  };
}
