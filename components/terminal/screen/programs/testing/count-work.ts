/** Counts xterm's work for a sequence: cells written, lines moved, tab stops passed. Unlike times, counts are exact. */

import type { Terminal } from '@xterm/xterm';

type Method = (...values: never[]) => unknown;
type Parts = Record<string, Method>;

interface Inside {
  readonly _inputHandler: Parts;
  readonly buffers: { readonly normal: Buffer; readonly alt: Buffer };
}
type Buffer = Parts & { readonly lines: Parts };

/** Starts counting. @returns `stop` returns the count */
export function countWork(terminal: Terminal): { stop(): number } {
  const { _inputHandler, buffers } = (terminal as unknown as { readonly _core: Inside })._core;
  let work = 0;
  const restores = [
    watch(_inputHandler, 'print', (_data, start, end) => {
      work += Number(end) - Number(start);
    }),
    ...[buffers.normal, buffers.alt].flatMap((buffer) => [
      ...['nextStop', 'prevStop'].map((name) => watch(buffer, name, () => (work += 1))),
      watch(buffer.lines, 'splice', () => (work += 1)),
    ]),
  ];
  return {
    stop() {
      for (const restore of restores) restore();
      return work;
    },
  };
}

function watch(parts: Parts, name: string, onCall: (...values: unknown[]) => void): () => void {
  const method = parts[name] as Method;
  parts[name] = (...values: never[]) => {
    onCall(...values);
    return method.apply(parts, values);
  };
  return () => {
    parts[name] = method;
  };
}
