import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { METRICS, type MetricSpec } from './catalog.ts';
import { codeLabel, statusLabel } from './known-codes.ts';
import { Metrics } from './metrics.ts';
import { groupsOf, selectorsOf } from './testing/expressions.ts';

const chart = new URL('../../deploy/chart/', import.meta.url);
const alertsFile = fileURLToPath(new URL('alerts/podshell.yaml', chart));

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const dashboard: { readonly panels: readonly Panel[] } = JSON.parse(
  readFileSync(new URL('dashboards/podshell.json', chart), 'utf8'),
);
const alerts: {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  }[];
} = parse(readFileSync(alertsFile, 'utf8'));
const rules = alerts.groups.flatMap((group) => group.rules);

const specs: readonly MetricSpec[] = Object.values(METRICS);

/** Labels that Prometheus adds when it scrapes, and that of histograms. */
const ADDED = ['job', 'instance', 'le'];
/** Of other labels than `code`, the words that a selector may name. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  state: [
    'issued',
    'starting',
    'attached',
    'detached',
    'ending',
    'live',
    'waiting',
    'serving',
    'draining',
    'unreachable',
  ],
  result: ['opened', 'refused', 'resumed', 'taken-over', 'exited', 'ended', 'failed', 'signed-in'],
};

/** Every name that a scrape can have, with its labels. */
async function served(): Promise<ReadonlyMap<string, readonly string[]>> {
  const metrics = new Metrics({ version: '1', mode: 'token', clock: new FakeClock(), process: true });
  const names = new Map<string, readonly string[]>();
  for (const line of (await metrics.scrape()).split('\n')) {
    const [, name] = /^# TYPE ((?:process|nodejs)_\w+)/.exec(line) ?? [];
    if (name !== undefined) names.set(name, []);
  }
  for (const { name, type, labels = {} } of specs) {
    const suffixes = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
    for (const suffix of suffixes) names.set(`${name}${suffix}`, Object.keys(labels));
  }
  return names;
}

const panels = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({ title, expr })),
);

describe.each([...panels, ...rules.map(({ alert, expr }) => ({ title: alert, expr }))])(
  '$title: $expr',
  ({ expr }) => {
    test('asks for metrics, labels and values that exist', async () => {
      const names = await served();
      const selectors = selectorsOf(expr);
      expect(selectors).not.toEqual([]);
      const known = new Set(ADDED);
      for (const { metric, labels } of selectors) {
        const own = names.get(metric);
        expect(own, `${metric} exists`).toBeDefined();
        for (const label of own ?? []) known.add(label);
        for (const { name, values } of labels) {
          expect([...(own ?? []), ...ADDED]).toContain(name);
          for (const value of values) {
            if (name === 'code') expect(isCode(metric, value), `${metric} has code ${value}`).toBe(true);
            else if (!ADDED.includes(name)) expect(VALUES[name]).toContain(value);
          }
        }
      }
      for (const label of groupsOf(expr)) expect([...known]).toContain(label);
    });
  },
);

function isCode(metric: string, value: string): boolean {
  if (value === 'other') return true;
  if (!/kubernetes_requests|http_responses/.test(metric)) return codeLabel(value) === value;
  return value === 'none' || value === '5..' || statusLabel(Number(value)) === value;
}

test('the dashboard shows every metric of Podshell', () => {
  const shown = panels.map(({ expr }) => expr).join('\n');
  // Those whose gauge is on it.
  const gaugeIsShown = ['podshell_sockjs_connections_opened_total'];
  expect(
    specs.map(({ name }) => name).filter((name) => !shown.includes(name) && !gaugeIsShown.includes(name)),
  ).toEqual([]);
});

test('each alert says what is wrong and what to do, and how urgent it is', () => {
  expect(rules.length).toBeGreaterThan(0);
  for (const { alert, labels, annotations } of rules) {
    expect(alert).toMatch(/^Podshell[A-Z]/);
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/\.$/);
    expect(annotations.description).toMatch(/\.$/);
  }
});

test('the parser of expressions finds a name that does not exist', () => {
  expect(selectorsOf('sum by (a) (rate(b_total{c="d|e", f=~"$g"}[5m])) / time() > 1.5 and on (h) i')).toEqual(
    [
      {
        metric: 'b_total',
        labels: [
          { name: 'c', values: ['d', 'e'] },
          { name: 'f', values: [] },
        ],
      },
      { metric: 'i', labels: [] },
    ],
  );
  expect(groupsOf('sum by (a, b) (x) and on (c) y')).toEqual(['a', 'b', 'c']);
});

const promtool = spawnSync('promtool', ['--version']).status === 0;

test.skipIf(!promtool)(
  'promtool accepts the alerts (skipped without promtool: apt-get install prometheus)',
  () => {
    const { status, stderr } = spawnSync('promtool', ['check', 'rules', alertsFile], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  },
);
