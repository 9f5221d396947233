import { type TracerProvider, trace } from '@opentelemetry/api';
import { expect, onTestFinished, test } from 'vitest';

/** Where an SDK puts its tracers, with the version of the API that it was built with. */
const GLOBAL = Symbol.for('opentelemetry.js.api.1');

// The API takes no SDK that was built with an older one, and does not say so: a newer dependency would make no spans.
test.each(['1.9.0', '1.10.0'])('an SDK with the API %s is heard', (version) => {
  const before: unknown = Reflect.get(globalThis, GLOBAL);
  onTestFinished(() => void Reflect.set(globalThis, GLOBAL, before));
  const provider: TracerProvider = { getTracer: () => expect.unreachable() };
  Reflect.set(globalThis, GLOBAL, { version, trace: provider });
  expect(trace.getTracerProvider()).toBe(provider);
});
