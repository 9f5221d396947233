import { describe, expect, test } from 'vitest';
import { samplePod } from '../testing/sample-pods.ts';
import { podHealth, podProblem } from './pod-health.ts';

describe('health', () => {
  test.each([
    ['Running', 'running'],
    ['Completed', 'done'],
    ['Succeeded', 'done'],
    ['Pending', 'waiting'],
    ['ContainerCreating', 'waiting'],
    ['PodInitializing', 'waiting'],
    ['Init:0/2', 'waiting'],
    ['Terminating', 'ending'],
    ['NotReady', 'unready'],
    ['CrashLoopBackOff', 'failing'],
    ['ImagePullBackOff', 'failing'],
    ['Init:Error', 'failing'],
    ['Init:CrashLoopBackOff', 'failing'],
    ['Evicted', 'failing'],
    ['OOMKilled', 'failing'],
    ['ExitCode:137', 'failing'],
    ['Unknown', 'failing'],
  ])('%s is %s', (status, kind) => {
    expect(podHealth(samplePod({ status })).kind).toBe(kind);
  });

  test('a pod that completes and is started again is not done', () => {
    expect(podHealth(samplePod({ status: 'Completed', restarts: 1 })).kind).toBe('failing');
    expect(podHealth(samplePod({ status: 'Completed', restarts: 1, phase: 'Succeeded' })).kind).toBe('done');
  });

  test('a running pod that is not ready is not healthy', () => {
    expect(podHealth(samplePod({ readyContainers: 0 })).kind).toBe('unready');
  });
});

test('a pod that completes and is started again is crashing', () => {
  expect(podProblem(samplePod({ status: 'Completed', restarts: 1 }))).toBe('crashing');
});

test.each([
  ['Running', 'Running', undefined],
  ['Completed', 'Succeeded', undefined],
  ['Terminating', 'Running', undefined],
  ['CrashLoopBackOff', 'Running', 'crashing'],
  ['Init:Error', 'Pending', 'crashing'],
  ['ExitCode:3', 'Running', 'crashing'],
  ['Error', 'Failed', 'failed'],
  ['ImagePullBackOff', 'Pending', 'failed'],
  ['Evicted', 'Failed', 'failed'],
  ['Pending', 'Pending', 'pending'],
  ['Init:0/2', 'Pending', 'pending'],
  ['NotReady', 'Running', 'notready'],
])('the problem of a pod that is %s in phase %s is %s', (status, phase, problem) => {
  expect(podProblem(samplePod({ status, phase }))).toBe(problem);
});
