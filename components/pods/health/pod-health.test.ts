import { describe, expect, test } from 'vitest';
import { sampleContainer, samplePod } from '../testing/sample-pods.ts';
import { podHealth, statusReason } from './pod-health.ts';

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

  test('a running pod that is not ready is not healthy', () => {
    expect(podHealth(samplePod({ readyContainers: 0 })).kind).toBe('unready');
  });
});

describe('the reason', () => {
  const waiting = sampleContainer({ state: 'waiting', message: 'back-off 5m0s' });

  test('is that of the first container that is not running', () => {
    const containers = [sampleContainer({ message: 'fine' }), waiting];
    expect(statusReason(samplePod({ containers, statusMessage: 'unready: [main]' }))).toBe('back-off 5m0s');
  });

  test("is else the pod's", () => {
    expect(statusReason(samplePod({ statusMessage: 'low on memory' }))).toBe('low on memory');
  });

  test('is empty when all is well', () => {
    const ended = sampleContainer({ state: 'terminated', exitCode: 0, message: 'bye' });
    expect(statusReason(samplePod({ containers: [sampleContainer(), ended] }))).toBe('');
  });
});
