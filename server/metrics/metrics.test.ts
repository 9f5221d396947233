import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AUDIT_EVENTS, type Audit, NO_AUDIT } from '#server/audit/events.ts';
import { NO_OBSERVER, type SessionFigures } from '#server/terminal/session-observer.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { METRICS } from './catalog.ts';
import { type ConnectionListener, Metrics } from './metrics.ts';
import { scraped } from './testing/scraped.ts';

function start() {
  const clock = new FakeClock();
  const metrics = new Metrics({ version: '1.2.3', mode: 'token', clock, process: false });
  return { clock, metrics };
}

function figures(changes: Partial<SessionFigures> = {}): SessionFigures {
  return { state: 'attached', bytesIn: 0, bytesOut: 0, pausedMs: 0, ...changes };
}

const sender = undefined;

describe('the names', () => {
  test.each(Object.values(METRICS))('$name follows the conventions of Prometheus', ({ name, type, help }) => {
    expect(name).toMatch(/^podshell(_[a-z]+)+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    expect(help).toMatch(/\.$/);
  });

  test('no label can hold a name of a user or of anything in a cluster', () => {
    const labels = Object.values(METRICS).flatMap((spec) =>
      'labels' in spec ? Object.keys(spec.labels) : [],
    );
    expect([...new Set(labels)].sort()).toEqual(
      [
        'call',
        'code',
        'direction',
        'mode',
        'node',
        'reason',
        'result',
        'state',
        'transport',
        'verb',
        'version',
      ].sort(),
    );
  });
});

describe('what the audit log has lines about', () => {
  test('is counted, and passed on', async () => {
    const { metrics } = start();
    const passed: unknown[] = [];
    const audit = metrics.audit({ ...NO_AUDIT, record: (event) => passed.push(event) });
    audit.record({ event: 'signed-in', sender });
    audit.record({ event: 'sign-in-refused', sender, code: 'token-rejected' });
    audit.record({ event: 'request-refused', sender, code: 'origin-rejected' });
    audit.record({ event: 'shell-refused', sender, shellId: 'x', code: 'forbidden' });
    audit.record({ event: 'shell-refused', sender, code: 'session-not-found' });
    audit.record({ event: 'shell-refused', sender, code: 'session-limit' });
    audit.record({ event: 'shell-opened', sender });
    audit.record({ event: 'shell-opened', sender });
    audit.record({ event: 'shell-resumed', sender });
    audit.record({ event: 'shell-taken-over', sender });
    audit.record({ event: 'shell-ended', sender, cause: 'process-exited' });
    audit.record({ event: 'shell-ended', sender, cause: 'idle-limit' });
    audit.record({ event: 'shell-ended', sender, cause: 'stream-broken' });
    expect(passed).toHaveLength(13);
    expect(await scraped(metrics, /shell_(opens|resumes|ends)|sign_ins|refusals/)).toEqual({
      'podshell_sign_ins_total{mode="token",result="signed-in",code=""}': 1,
      'podshell_sign_ins_total{mode="token",result="refused",code="token-rejected"}': 1,
      'podshell_refusals_total{code="origin-rejected"}': 1,
      'podshell_refusals_total{code="session-limit"}': 1,
      'podshell_shell_opens_total{result="opened",code=""}': 2,
      'podshell_shell_opens_total{result="refused",code="forbidden"}': 1,
      'podshell_shell_resumes_total{result="resumed",code=""}': 1,
      'podshell_shell_resumes_total{result="taken-over",code=""}': 1,
      'podshell_shell_resumes_total{result="refused",code="session-not-found"}': 1,
      'podshell_shell_ends_total{result="exited",code="process-exited"}': 1,
      'podshell_shell_ends_total{result="ended",code="idle-limit"}': 1,
      'podshell_shell_ends_total{result="failed",code="stream-broken"}': 1,
    });
  });

  test('makes no new label, whatever the codes and the names are', async () => {
    const { metrics } = start();
    const audit: Audit = metrics.audit(NO_AUDIT);
    const word = fc.string({ minLength: 1 }).map((text) => `secret-${text}`);
    const event = fc.record({
      event: fc.constantFrom(...AUDIT_EVENTS),
      sender: fc.constant(undefined),
      code: word,
      cause: word,
      pod: word,
      namespace: word,
      context: word,
      shellId: fc.option(word, { nil: undefined }),
    });
    fc.assert(fc.property(event, (any) => audit.record(any)));
    expect(await metrics.scrape()).not.toContain('secret-');
    expect(await scraped(metrics, /other/)).not.toEqual({});
  });
});

describe('what shells carry', () => {
  test('is summed over live and gone sessions, and never counts backwards', async () => {
    const { metrics } = start();
    let live = [figures({ bytesIn: 1, bytesOut: 10, pausedMs: 500 }), figures({ bytesIn: 2, bytesOut: 20 })];
    metrics.follow({ accepting: true, figures: () => live });
    const expected = {
      'podshell_terminal_bytes_total{direction="in"}': 3,
      'podshell_terminal_bytes_total{direction="out"}': 30,
      podshell_terminal_paused_seconds_total: 0.5,
    };
    expect(await scraped(metrics, /terminal/)).toEqual(expected);
    metrics.onGone(live[0] as SessionFigures);
    live = live.slice(1);
    expect(await scraped(metrics, /terminal/)).toEqual(expected);
    metrics.onGone(live[0] as SessionFigures);
    live = [];
    expect(await scraped(metrics, /terminal/)).toEqual(expected);
  });

  test('recordings have numbers where there is a place for them, as of now', async () => {
    const { metrics } = start();
    expect(await scraped(metrics, /recording/)).toEqual({});
    const source = { figures: { live: 3, waiting: 2, failing: 1, spoolBytes: 500, sentBytes: 7000 } };
    metrics.followRecordings(source);
    await metrics.scrape();
    source.figures.sentBytes += 1;
    expect(await scraped(metrics, /recording/)).toEqual({
      'podshell_recordings{state="live"}': 3,
      'podshell_recordings{state="waiting"}': 2,
      podshell_recordings_failing: 1,
      podshell_recording_spool_bytes: 500,
      podshell_recording_sent_bytes_total: 7001,
    });
  });

  test('every state of a session has a number, also 0', async () => {
    const { metrics } = start();
    metrics.follow({
      accepting: false,
      figures: () => [figures(), figures(), figures({ state: 'detached' })],
    });
    expect(await scraped(metrics, /sessions|draining/)).toEqual({
      'podshell_sessions{state="issued"}': 0,
      'podshell_sessions{state="starting"}': 0,
      'podshell_sessions{state="attached"}': 2,
      'podshell_sessions{state="detached"}': 1,
      'podshell_sessions{state="ending"}': 0,
      podshell_draining: 1,
    });
  });

  test('a start is timed from the first connection to the running shell', async () => {
    const { metrics, clock } = start();
    const observer = metrics.shell(NO_OBSERVER);
    clock.advance(9000);
    observer.onBound('first', undefined as never);
    clock.advance(300);
    observer.onStarted('bash');
    observer.onBound('resumed', undefined as never);
    expect(await scraped(metrics, /start_seconds_(sum|count)/)).toEqual({
      podshell_shell_start_seconds_sum: 0.3,
      podshell_shell_start_seconds_count: 1,
    });
  });
});

test('requests to a cluster are counted by verb and status, and timed', async () => {
  const { metrics, clock } = start();
  const cluster = metrics.cluster();
  const list = cluster.onRequest('list');
  const exec = cluster.onRequest('exec');
  clock.advance(200);
  list(200);
  exec(101);
  cluster.onRequest('get')(undefined);
  cluster.onRequest('get')(987);
  cluster.onExecPong(20);
  cluster.onWatchRestart('expired');
  expect(await scraped(metrics, /requests_total|duration_seconds_sum|pong_seconds_sum|watch/)).toEqual({
    'podshell_kubernetes_requests_total{verb="list",code="200"}': 1,
    'podshell_kubernetes_requests_total{verb="exec",code="101"}': 1,
    'podshell_kubernetes_requests_total{verb="get",code="none"}': 1,
    'podshell_kubernetes_requests_total{verb="get",code="other"}': 1,
    'podshell_kubernetes_request_duration_seconds_sum{verb="list"}': 0.2,
    'podshell_kubernetes_request_duration_seconds_sum{verb="exec"}': 0.2,
    'podshell_kubernetes_request_duration_seconds_sum{verb="get"}': 0,
    podshell_exec_pong_seconds_sum: 0.02,
    'podshell_watch_restarts_total{reason="expired"}': 1,
  });
});

test('connections are counted while they are open; their listener gets every event', async () => {
  const { metrics } = start();
  const events: unknown[] = [];
  /** As that of a terminal, which is an object of a class. */
  class Listener implements ConnectionListener {
    readonly #events = events;
    onMessage(text: string): void {
      this.#events.push(text);
    }
    onDrain(): void {
      this.#events.push('drain');
    }
    onClose(delivered: boolean): void {
      this.#events.push(delivered);
    }
  }
  const listener = new Listener();
  const first = metrics.connection('websocket', listener);
  metrics.connection('xhr', listener);
  first.onMessage('a');
  first.onDrain();
  first.onClose(true);
  expect(events).toEqual(['a', 'drain', true]);
  expect(await scraped(metrics, /sockjs/)).toEqual({
    'podshell_sockjs_connections{transport="websocket"}': 0,
    'podshell_sockjs_connections{transport="xhr"}': 1,
    'podshell_sockjs_connections_opened_total{transport="websocket"}': 1,
    'podshell_sockjs_connections_opened_total{transport="xhr"}': 1,
  });
});

test('answers, the version, and the certificate', async () => {
  const { metrics } = start();
  metrics.onResponse(200);
  metrics.onResponse(503);
  metrics.certificateExpires(1_800_000_000_000);
  expect(await scraped(metrics, /responses|build|certificate/)).toEqual({
    'podshell_http_responses_total{code="200"}': 1,
    'podshell_http_responses_total{code="503"}': 1,
    [`podshell_build_info{version="1.2.3",node="${process.versions.node}"}`]: 1,
    podshell_tls_certificate_expiry_timestamp_seconds: 1_800_000_000,
  });
});

test('with the metrics of the process, the delay of the event loop is among them', async () => {
  const metrics = new Metrics({ version: '1', mode: 'token', clock: new FakeClock(), process: true });
  expect(Object.keys(await scraped(metrics, /^(nodejs_eventloop_lag_p99|process_cpu_seconds)/))).toEqual([
    'process_cpu_seconds_total',
    'nodejs_eventloop_lag_p99_seconds',
  ]);
});
