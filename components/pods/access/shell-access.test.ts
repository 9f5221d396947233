import { describe, expect, test } from 'vitest';
import { podsCatalog } from '../catalog.ts';
import { sampleContainer, samplePod } from '../testing/sample-pods.ts';
import { shellChoices } from './shell-access.ts';

const web = sampleContainer({ name: 'web' });
const sidecar = sampleContainer({ name: 'sidecar' });
const init = sampleContainer({ name: 'init', kind: 'init', state: 'terminated', exitCode: 0 });

function choices(...containers: Parameters<typeof sampleContainer>[0][]) {
  const pod = samplePod({ defaultContainer: 'web', containers: containers.map(sampleContainer) });
  return shellChoices(pod, podsCatalog.en);
}

describe('the containers to choose from', () => {
  test('start with the default one', () => {
    expect(choices(sidecar, web).map((choice) => choice.container)).toEqual(['web', 'sidecar']);
    expect(choices(sidecar, web)[0]?.isDefault).toBe(true);
  });

  test('include an init container only while it runs', () => {
    expect(choices(init, web).map((choice) => choice.container)).toEqual(['web']);
    expect(choices({ ...init, state: 'running' }, web).map((choice) => choice.container)).toEqual([
      'web',
      'init',
    ]);
  });

  test('have the obstacle to a shell', () => {
    expect(choices(web)[0]?.obstacle).toBeUndefined();
    expect(choices({ ...web, state: 'waiting', reason: 'CrashLoopBackOff' })[0]?.obstacle).toBe(
      'Container web isn’t running (CrashLoopBackOff). A shell needs a running container.',
    );
    expect(choices({ ...web, state: 'terminated' })[0]?.obstacle).toBe(
      'Container web has terminated. A shell needs a running container.',
    );
    expect(choices({ ...web, state: 'unknown' })[0]?.obstacle).toBe(
      'Container web hasn’t started yet. A shell needs a running container.',
    );
  });
});
