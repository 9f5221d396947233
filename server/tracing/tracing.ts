/**
 * Spans of OpenTelemetry, for whoever runs Podshell with an SDK and an exporter: requests, requests to clusters, starts of
 * shells. Only the API is a dependency, and an old one, since it takes no SDK with an older one; without an SDK it
 * does nothing. No attribute has a name of a user or of anything in a cluster.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Context,
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { ClusterObserver } from '#server/kubernetes/ports.ts';
import type { ShellBackend, ShellSink } from '#server/terminal/ports.ts';
import type { SessionObserver } from '#server/terminal/session-observer.ts';
import { routeName } from './route-name.ts';

/**
 * The key of `suppressTracing` in `@opentelemetry/core`. Next has spans of its own when an SDK is there, and they hold whole
 * paths: names of pods, and ids of sessions, which let their holder type into a shell.
 */
const SUPPRESS = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
/** Our span in whose time code runs, whatever spans others have put between. */
const OWN = createContextKey('podshell span');

export interface TracingOptions {
  readonly version: string;
  /** True for a request of a proxy that may say which trace it belongs to. */
  readonly isTrusted: (request: IncomingMessage) => boolean;
  readonly requestIdOf: (request: IncomingMessage) => string;
}

export class Tracing {
  readonly #options: TracingOptions;
  readonly #tracer: Tracer;
  /** What asked for each session that has not ended, by shell id. */
  readonly #askedBy = new Map<string, Context>();

  constructor(options: TracingOptions) {
    this.#options = options;
    this.#tracer = trace.getTracer('podshell', options.version);
  }

  /** Answers a request within a span that ends with the response. */
  request<Answer>(request: IncomingMessage, response: ServerResponse, answer: () => Answer): Answer {
    const route = routeName(request.url ?? '');
    if (route === undefined) return context.with(context.active().setValue(SUPPRESS, true), answer);
    const { method = '' } = request;
    const attributes = {
      'http.request.method': method,
      'http.route': route,
      'podshell.request_id': this.#options.requestIdOf(request),
    };
    const parent = this.#parentOf(request);
    const span = this.#tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    response.once('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    return context.with(within(parent, span).setValue(SUPPRESS, true), answer);
  }

  /** The same observer of a session; its shell will belong to the trace of the request that is being answered. */
  observe(shellId: string, observer: SessionObserver): SessionObserver {
    this.#askedBy.set(shellId, ownContext());
    return {
      onBound: (how, connection) => observer.onBound(how, connection),
      onStarted: (...started) => observer.onStarted(...started),
      onRefused: (code) => {
        this.#askedBy.delete(shellId);
        observer.onRefused(code);
      },
      onEnded: (end) => {
        this.#askedBy.delete(shellId);
        observer.onEnded(end);
      },
    };
  }

  /** The same backend; each start has a span until the first output, with the requests to the cluster in it. */
  backend(backend: ShellBackend): ShellBackend {
    return {
      start: (start, sink) => {
        const parent = this.#askedBy.get(start.shellId) ?? ROOT_CONTEXT;
        const attributes = { 'podshell.shell_id': start.shellId };
        const span = this.#tracer.startSpan('shell start', { attributes }, parent);
        return context.with(within(parent, span), () => backend.start(start, untilOutput(span, sink)));
      },
    };
  }

  /** The same observer; each request has a span. */
  cluster(observer: ClusterObserver): ClusterObserver {
    return {
      onExecPong: (ms) => observer.onExecPong(ms),
      onWatchRestart: (why) => observer.onWatchRestart(why),
      onRequest: (verb) => {
        const answered = observer.onRequest(verb);
        const span = this.#tracer.startSpan(`kubernetes ${verb}`, { kind: SpanKind.CLIENT }, ownContext());
        return (status) => {
          if (status !== undefined) span.setAttribute('http.response.status_code', status);
          if (status === undefined || status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
          answered(status);
        };
      },
    };
  }

  /** Anybody else could put what they like into our traces, and link them to those of others. */
  #parentOf(request: IncomingMessage): Context {
    const active = context.active();
    if (trace.getSpan(active) !== undefined) return active;
    const { isTrusted } = this.#options;
    return isTrusted(request) ? propagation.extract(ROOT_CONTEXT, request.headers) : ROOT_CONTEXT;
  }
}

function within(parent: Context, span: Span): Context {
  return trace.setSpan(parent, span).setValue(OWN, span);
}

/** Where our next span belongs. */
function ownContext(): Context {
  const active = context.active();
  const own = active.getValue(OWN) as Span | undefined;
  return own === undefined ? active : trace.setSpan(active.deleteValue(SUPPRESS), own);
}

/** A sink that ends the span with the first output, or with what comes instead. */
function untilOutput(span: Span, sink: ShellSink): ShellSink {
  let hasEnded = false;
  return {
    onStarted(...started) {
      span.addEvent('started');
      sink.onStarted(...started);
    },
    onOutput(bytes) {
      if (!hasEnded) {
        span.addEvent('first output');
        span.end();
        hasEnded = true;
      }
      sink.onOutput(bytes);
    },
    onDrain: () => sink.onDrain(),
    onEnd(end) {
      if (!hasEnded) {
        if (end.kind === 'failed') {
          span.setStatus({ code: SpanStatusCode.ERROR });
          span.setAttribute('podshell.code', end.failure.code);
        }
        span.end();
      }
      sink.onEnd(end);
    },
  };
}
