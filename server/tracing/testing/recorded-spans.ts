/** A tracer and a context manager for tests: what an SDK has, as far as Podshell uses it. */

import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  INVALID_SPAN_CONTEXT,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  trace,
} from '@opentelemetry/api';
import { afterAll } from 'vitest';

/** As in `@opentelemetry/core`, whose tracer makes no spans then. */
const SUPPRESS = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

export interface RecordedSpan {
  readonly name: string;
  /** The name of the parent, or its id where it is another's; undefined for a root. */
  readonly parent: string | undefined;
  readonly attributes: Attributes;
  readonly events: string[];
  failed: boolean;
  ended: number;
}

/** Installs them for this test file. @returns the spans, in the order of their starts */
export function recordSpans(): RecordedSpan[] {
  const spans: RecordedSpan[] = [];
  const storage = new AsyncLocalStorage<Context>();
  context.setGlobalContextManager({
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (wanted, run, self, ...args) => storage.run(wanted, () => run.apply(self as never, args)),
    bind: (_context, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  propagation.setGlobalPropagator({
    inject() {},
    extract: (from, carrier: { readonly traceparent?: string }) => {
      const [, traceId, spanId] = carrier.traceparent?.split('-') ?? [];
      if (traceId === undefined || spanId === undefined) return from;
      return trace.setSpanContext(from, { traceId, spanId, traceFlags: 1, isRemote: true });
    },
    fields: () => ['traceparent'],
  });
  const startSpan = (name: string, { attributes = {} }: SpanOptions = {}, from = context.active()) => {
    if (from.getValue(SUPPRESS) === true) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    const recorded: RecordedSpan = {
      name,
      parent: trace.getSpanContext(from)?.spanId,
      attributes: { ...attributes },
      events: [],
      failed: false,
      ended: 0,
    };
    spans.push(recorded);
    return spanOf(recorded);
  };
  trace.setGlobalTracerProvider({
    getTracer: () => ({
      startSpan,
      startActiveSpan() {
        throw new Error('Not used');
      },
    }),
  });
  // Other test files of the process have the same globals.
  afterAll(() => {
    for (const installed of [context, propagation, trace]) installed.disable();
  });
  return spans;
}

/** Its id is its name. */
function spanOf(recorded: RecordedSpan): Span {
  const spanContext: SpanContext = { traceId: 'a'.repeat(32), spanId: recorded.name, traceFlags: 1 };
  const span: Span = {
    spanContext: () => spanContext,
    setAttribute(name, value) {
      recorded.attributes[name] = value;
      return span;
    },
    setAttributes: () => span,
    addEvent(name) {
      recorded.events.push(name);
      return span;
    },
    addLink: () => span,
    addLinks: () => span,
    setStatus() {
      recorded.failed = true;
      return span;
    },
    updateName: () => span,
    end() {
      recorded.ended += 1;
    },
    isRecording: () => recorded.ended === 0,
    recordException() {},
  };
  return span;
}
