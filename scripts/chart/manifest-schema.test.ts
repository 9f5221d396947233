import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readChartFile } from './chart-values.ts';
import { changedExample, exampleNames, type Manifest, renderedExample } from './examples.ts';
import { schemaErrors } from './manifest-schema.ts';

test.each(exampleNames())('every object of example %s fits the schema of its kind', (name) => {
  expect(renderedExample(name).flatMap(schemaErrors)).toEqual([]);
});

describe('a schema finds', () => {
  const CHANGES: readonly (readonly [string, RegExp, (deployment: Manifest) => void])[] = [
    [
      'an unknown field',
      /containers\[0\]\.imagePull is unknown/,
      ({ spec }) => {
        spec.template.spec.containers[0].imagePull = 'Always';
      },
    ],
    ['a missing field', /template/, ({ spec }) => delete spec.template],
    ['a wrong type', /replicas/, ({ spec }) => Object.assign(spec, { replicas: 'one' })],
    [
      'an object for a list',
      /containers must be a list/,
      ({ spec }) => {
        spec.template.spec.containers = {};
      },
    ],
    [
      'an unknown kind',
      /no schema for apps\/v2 Deployment/,
      (deployment) => {
        deployment.apiVersion = 'apps/v2';
      },
    ],
  ];

  test.each(CHANGES)('%s', (_what, words, change) => {
    const manifests = changedExample('defaults', 'Deployment', change);
    expect(manifests.flatMap(schemaErrors).join('\n')).toMatch(words);
  });
});

test('the alerts fit the schema of a PrometheusRule', () => {
  const rule = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'alerts' },
  };
  const spec = parse(readChartFile('alerts/podshell.yaml'));
  expect(Object.keys(spec)).toEqual(['groups']);
  expect(schemaErrors({ ...rule, spec })).toEqual([]);
});
