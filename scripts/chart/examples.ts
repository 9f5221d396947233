/** Examples of values, and what the chart makes of them: `deploy/examples/NAME/{values,rendered}.yaml`. */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, parse, parseAllDocuments } from 'yaml';
import { CHART, DEPLOY, readChartFile } from './chart-values.ts';

const EXAMPLES = join(DEPLOY, 'examples');

/** Where the examples are installed: release and namespace. */
const RELEASE = 'podshell';

/** The example that deploy/kustomize is made of. */
export const KUSTOMIZE_EXAMPLE = 'plain';

/** A Kubernetes object as parsed from YAML. Read it as in the API. */
export type Manifest = ReturnType<Document['toJS']>;

export function exampleNames(): readonly string[] {
  return readdirSync(EXAMPLES).sort();
}

export function exampleFile(name: string, file: 'values.yaml' | 'rendered.yaml'): string {
  return join(EXAMPLES, name, file);
}

/** The defaults with the values of an example over them, as Helm merges them. */
export function mergedValues(name: string): Record<string, unknown> {
  return merged(
    parse(readChartFile('values.yaml')),
    parse(readFileSync(exampleFile(name, 'values.yaml'), 'utf8')),
  );
}

export function manifestsOf(text: string): readonly Manifest[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((manifest) => manifest !== null);
}

export function renderedExample(name: string): readonly Manifest[] {
  return manifestsOf(readFileSync(exampleFile(name, 'rendered.yaml'), 'utf8'));
}

/** The objects of an example, after a change to the first of a kind. */
export function changedExample(
  name: string,
  kind: string,
  change: (manifest: Manifest) => void,
): readonly Manifest[] {
  const manifests = renderedExample(name);
  change(manifests.find((manifest) => manifest.kind === kind));
  return manifests;
}

/** Arguments of Helm that render the chart, for one Kubernetes version whatever Helm was built for. */
export const TEMPLATE = ['template', RELEASE, CHART, '--namespace', RELEASE, '--kube-version', '1.36.0'];

/**
 * Renders the chart with Helm, and puts fixed texts in the place of what is random or has tests of its own: the key for
 * cookies, the dashboard and the alerts.
 * @throws Error with Helm's message
 */
export function render(helm: string, name: string, more: readonly string[] = []): string {
  const args = [...TEMPLATE, '--values', exampleFile(name, 'values.yaml'), ...more];
  return settled(execFileSync(helm, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
}

function settled(text: string): string {
  return (
    `${text.trimEnd()}\n`
      // Helm 3 and 4 differ in empty lines.
      .replace(/\n+---\n/g, '\n---\n')
      .replace(/^( {2}cookie-keys: ).*$/m, `$1${Buffer.from('random'.repeat(10)).toString('base64')}`)
      .replace(/^( {2}podshell\.json: \|\n)(?: {4}.*\n|\n)+/m, '$1    {}\n')
      .replace(/^( {2}groups:)\n(?: {2,}.*\n|\n)+/m, '$1 []\n')
  );
}

function merged(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const known = base[key];
    result[key] = isRecord(known) && isRecord(value) ? merged(known, value) : value;
  }
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
