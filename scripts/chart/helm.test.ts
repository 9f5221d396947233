/** The chart in Helm itself. Skipped, by name and loudly, where Helm is not installed: it is no Debian package. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHART } from './chart-values.ts';
import { exampleFile, exampleNames, render, TEMPLATE } from './examples.ts';

const helm = process.env.HELM ?? 'helm';
const version = versionOf(helm);
if (version === undefined) {
  process.stderr.write(
    'Helm is not installed: the chart is not rendered anew, only its kept output is checked.\n',
  );
}

function versionOf(command: string): string | undefined {
  try {
    return execFileSync(command, ['version', '--short'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

/** The message with which Helm refuses these values on top of an example. */
function refusalOf(example: string, ...set: readonly string[]): string {
  try {
    render(
      helm,
      example,
      set.flatMap((value) => ['--set', value]),
    );
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr);
  }
  return 'not refused';
}

describe.skipIf(version === undefined)('with Helm', () => {
  test.each(exampleNames())('example %s renders to what is kept (npm run chart:render renews it)', (name) => {
    expect(render(helm, name)).toBe(readFileSync(exampleFile(name, 'rendered.yaml'), 'utf8'));
  });

  test('helm lint has no finding', () => {
    const lint = execFileSync(helm, ['lint', '--strict', '--quiet', CHART], { encoding: 'utf8' });
    expect(lint.trim()).toBe('');
  });

  test('the key for cookies is random', () => {
    const args = [...TEMPLATE, '--show-only', 'templates/secret.yaml'];
    const keys = [1, 2].map(
      () => /cookie-keys: (\S+)/.exec(execFileSync(helm, args, { encoding: 'utf8' }))?.[1],
    );
    expect(keys[0]).not.toBe(keys[1]);
    expect(Buffer.from(keys[0] ?? '', 'base64').toString()).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  test.each([
    ['defaults', ['secret.create=false'], 'replicas is 2, and replicas know each other by a key'],
    ['defaults', ['updateStrategy.type=Recreate'], 'which stops all replicas at once'],
    ['defaults', ['peers.port=3000'], 'peers.port is 3000, which is the port of the pages'],
    ['oidc', ['peers.port=9464'], 'peers.port is 9464, which is the port of the pages or of the metrics'],
    ['defaults', ['ingress.enabled=true'], 'Set publicUrl to the address that users open'],
    ['ingress', ['httpRoute.enabled=true'], 'httpRoute.parentRefs is empty'],
    ['defaults', ['auth.mode=oidc'], 'needs auth.oidc.issuer, auth.oidc.clientId and publicUrl'],
    ['defaults', ['auth.mode=proxy'], 'which needs trustedProxies'],
    ['oidc', ['rbac.impersonation=none'], 'so its service account needs a role'],
    ['defaults', ['rbac.impersonation=impersonate'], 'nobody is impersonated with these values'],
    ['proxy', ['rbac.groups=null'], 'has "team-*". List every group by its full name in rbac.groups'],
    ['proxy', ['rbac.groups={system:masters}'], 'groups of the system are never impersonated'],
    ['proxy', ['cluster.name='], 'Give that cluster a name in cluster.name'],
    ['oidc', ['metrics.port=3000'], 'the port of the pages'],
    ['oidc', ['metrics.enabled=false'], 'need metrics.enabled'],
    ['defaults', ['recording.mode=strict'], 'needs recording.bucket or recording.existingClaim'],
    [
      'everything',
      ['recording.existingClaim=x'],
      'recording.bucket and recording.existingClaim are both set',
    ],
  ])('example %s with %s is refused in words', (example, set, words) => {
    expect(refusalOf(example, ...set)).toContain(words);
  });

  test.each([
    ['replica=1', 'replica'],
    ['image.tag=latest', 'image/tag'],
    ['auth.mode=kubeconfig', 'auth/mode'],
    ['podDisruptionBudget.maxUnavailable=0', 'podDisruptionBudget/maxUnavailable'],
    ['peers.port=443', 'peers/port'],
  ])('the schema refuses %s', (set, place) => {
    expect(refusalOf('defaults', set).replaceAll('.', '/')).toContain(place);
  });
});
