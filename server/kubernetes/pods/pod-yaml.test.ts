import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { PodObject } from '../objects.ts';
import { podYaml } from './pod-yaml.ts';

const pod: PodObject = Object({
  spec: { containers: [{ name: 'web', image: 'nginx:1', args: ['yes', '1e3', '0x10', 'a: b', ''] }] },
  metadata: { name: 'web', namespace: 'team-a', managedFields: [{ manager: 'kubectl' }] },
});

test('the text has the form that kubectl prints', () => {
  expect(podYaml(pod, false)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: team-a
spec:
  containers:
    - args:
        - yes
        - "1e3"
        - "0x10"
        - "a: b"
        - ""
      image: nginx:1
      name: web
`);
});

test('managed fields are included on request', () => {
  expect(podYaml(pod, true)).toContain('managedFields:\n    - manager: kubectl');
});

test('parsing the text returns the pod, for any content', () => {
  const annotations = fc.dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(annotations, fc.jsonValue(), (given, status) => {
      const object = { metadata: { annotations: given }, status } as PodObject;
      const whole = JSON.parse(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...object }));
      expect(JSON.parse(JSON.stringify(parse(podYaml(object, false))))).toEqual(whole);
    }),
  );
});
