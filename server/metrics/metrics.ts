/**
 * Counts what happens in the server. Rooms are observed from outside, by what they tell anyway; what a shell carries is
 * read from it when somebody scrapes, so that no keystroke pays for it.
 */

import { collectDefaultMetrics, type Gauge } from 'prom-client';
import type { Audit } from '#server/audit/events.ts';
import type { ClusterObserver } from '#server/kubernetes/ports.ts';
import type { PeersObserver } from '#server/peers/peers-observer.ts';
import type { Clock } from '#server/ports.ts';
import type { RecordingFigures } from '#server/recording/ports.ts';
import type { SessionFigures, SessionObserver } from '#server/terminal/session-observer.ts';
import { countedAudit } from './counted-audit.ts';
import { statusLabel } from './known-codes.ts';
import { MetricSet } from './metric-set.ts';

export interface MetricsOptions {
  /** Of Podshell. */
  readonly version: string;
  /** Of `PODSHELL_AUTH`. */
  readonly mode: string;
  readonly clock: Clock;
  /** Whether to add what prom-client knows of the process and of Node. Its timers run as long as the process. */
  readonly process: boolean;
}

/** What a connection tells. */
export interface ConnectionListener {
  onMessage(message: string): void;
  onDrain(): void;
  onClose(delivered: boolean): void;
}

/** What is read when somebody scrapes. */
export interface MetricsSource {
  figures(): readonly SessionFigures[];
  /** False while the server shuts down. */
  readonly accepting: boolean;
}

const STATES = ['issued', 'starting', 'attached', 'detached', 'ending'] as const;

export class Metrics {
  readonly contentType: string;
  readonly #set = new MetricSet();
  readonly #options: MetricsOptions;
  readonly #responses = this.#set.counter('responses');
  readonly #startSeconds = this.#set.histogram('startSeconds');
  readonly #connections = this.#set.gauge('connections');
  readonly #connectionsOpened = this.#set.counter('connectionsOpened');
  readonly #sessions = this.#set.gauge('sessions');
  readonly #draining = this.#set.gauge('draining');
  #expiry: Gauge<never> | undefined;
  readonly #bytes = this.#set.counter('bytes');
  readonly #pausedSeconds = this.#set.counter('pausedSeconds');
  /** Of sessions that are gone. */
  readonly #gone = { bytesIn: 0, bytesOut: 0, pausedMs: 0 };
  #source: MetricsSource | undefined;
  #collectRecordings = () => {};

  constructor(options: MetricsOptions) {
    this.#options = options;
    this.contentType = this.#set.registry.contentType;
    this.#set.gauge('buildInfo').set({ version: options.version, node: process.versions.node }, 1);
    if (options.process) collectDefaultMetrics({ register: this.#set.registry });
  }

  /** From now on these sessions are read. */
  follow(source: MetricsSource): void {
    this.#source = source;
  }

  /** From now on these recordings are read. Only where there may be some: without them, these say nothing. */
  followRecordings(source: { readonly figures: RecordingFigures }): void {
    const recordings = this.#set.gauge('recordings');
    const failing = this.#set.gauge('recordingsFailing');
    const spoolBytes = this.#set.gauge('recordingSpoolBytes');
    const sentBytes = this.#set.counter('recordingSentBytes');
    this.#collectRecordings = () => {
      const { figures } = source;
      recordings.set({ state: 'live' }, figures.live);
      recordings.set({ state: 'waiting' }, figures.waiting);
      failing.set(figures.failing);
      spoolBytes.set(figures.spoolBytes);
      sentBytes.reset();
      sentBytes.inc(figures.sentBytes);
    };
  }

  /** Reads the present numbers. The text is in Prometheus' exposition format. */
  async scrape(): Promise<string> {
    this.#collect();
    return this.#set.registry.metrics();
  }

  /** The same audit log, counted. */
  audit(audit: Audit): Audit {
    const set = this.#set;
    const opens = set.counter('opens');
    opens.inc({ result: 'opened', code: '' }, 0);
    return countedAudit(audit, {
      opens,
      resumes: set.counter('resumes'),
      ends: set.counter('ends'),
      signIns: set.counter('signIns'),
      refusals: set.counter('refusals'),
      mode: this.#options.mode,
    });
  }

  /** The same observer of one session, whose start is timed. */
  shell(observer: SessionObserver): SessionObserver {
    const { clock } = this.#options;
    let boundAt = 0;
    return {
      onBound(how, connection) {
        if (how === 'first') boundAt = clock.now();
        observer.onBound(how, connection);
      },
      onStarted: (shell, marks) => {
        this.#startSeconds.observe((clock.now() - boundAt) / 1000);
        observer.onStarted(shell, marks);
      },
      onRefused: (code) => observer.onRefused(code),
      onEnded: (end) => observer.onEnded(end),
    };
  }

  /** Adds the last numbers of a session that {@link MetricsSource.figures} no longer has. */
  onGone({ bytesIn, bytesOut, pausedMs }: SessionFigures): void {
    this.#gone.bytesIn += bytesIn;
    this.#gone.bytesOut += bytesOut;
    this.#gone.pausedMs += pausedMs;
  }

  cluster(): ClusterObserver {
    const { clock } = this.#options;
    const requests = this.#set.counter('requests');
    const requestSeconds = this.#set.histogram('requestSeconds');
    const watchRestarts = this.#set.counter('watchRestarts');
    const pongSeconds = this.#set.histogram('execPongSeconds');
    return {
      onRequest(verb) {
        const sentAt = clock.now();
        return (status) => {
          requests.inc({ verb, code: statusLabel(status) });
          requestSeconds.observe({ verb }, (clock.now() - sentAt) / 1000);
        };
      },
      onExecPong: (ms) => pongSeconds.observe(ms / 1000),
      onWatchRestart: (reason) => watchRestarts.inc({ reason }),
    };
  }

  /** Only where there may be peers: without them, these say nothing. */
  peers(): PeersObserver {
    const peers = this.#set.gauge('peers');
    const calls = this.#set.counter('peerCalls');
    return {
      onCall: (name, result) => calls.inc({ call: name, result }),
      onPeers(counts) {
        for (const [state, count] of Object.entries(counts)) peers.set({ state }, count);
      },
    };
  }

  /** The listener of a connection that was just opened, whose end is noticed. Other events reach it as before. */
  connection(transport: string, listener: ConnectionListener): ConnectionListener {
    this.#connectionsOpened.inc({ transport });
    this.#connections.inc({ transport });
    // Each by its name: the methods of a class are not its own properties.
    return {
      onMessage: (message) => listener.onMessage(message),
      onDrain: () => listener.onDrain(),
      onClose: (delivered) => {
        this.#connections.dec({ transport });
        listener.onClose(delivered);
      },
    };
  }

  onResponse(status: number): void {
    this.#responses.inc({ code: statusLabel(status) });
  }

  /** @param at milliseconds since the epoch */
  certificateExpires(at: number): void {
    this.#expiry ??= this.#set.gauge('certificateExpiry');
    this.#expiry.set(at / 1000);
  }

  #collect(): void {
    this.#collectRecordings();
    const figures = this.#source?.figures() ?? [];
    const sum = { ...this.#gone };
    const states = new Map<string, number>(STATES.map((state) => [state, 0]));
    for (const { state, bytesIn, bytesOut, pausedMs } of figures) {
      states.set(state, (states.get(state) ?? 0) + 1);
      sum.bytesIn += bytesIn;
      sum.bytesOut += bytesOut;
      sum.pausedMs += pausedMs;
    }
    for (const [state, count] of states) this.#sessions.set({ state }, count);
    this.#draining.set(this.#source?.accepting === false ? 1 : 0);
    this.#bytes.reset();
    this.#bytes.inc({ direction: 'in' }, sum.bytesIn);
    this.#bytes.inc({ direction: 'out' }, sum.bytesOut);
    this.#pausedSeconds.reset();
    this.#pausedSeconds.inc(sum.pausedMs / 1000);
  }
}
