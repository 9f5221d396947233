import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { CHART, chartValues, readChartFile, readSchema, schemaOf, schemaPaths } from './chart-values.ts';
import { exampleNames, mergedValues } from './examples.ts';
import { valuesTable, withValuesTable } from './values-table.ts';

const text = readChartFile('values.yaml');
const schema = readSchema();
const values = chartValues(text, schema);
const templates = readdirSync(join(CHART, 'templates')).map((name) => readChartFile(`templates/${name}`));
const isValid = new Ajv({ allowUnionTypes: true }).compile(schema);

test('values.yaml and the schema have the same values', () => {
  // "global" belongs to a parent chart.
  expect(schemaPaths(schema).filter((path) => path !== 'global')).toEqual(values.map(({ path }) => path));
});

test.each(values)('$path has a comment and a type', ({ path, comment }) => {
  expect(comment).toMatch(/^[A-Z`].*[.:]$/);
  const { type, enum: words } = schemaOf(path, schema) ?? {};
  expect(type ?? words).toBeDefined();
});

/** True if a template reads the value, in full or below a `with` or a variable. */
function isUsed(path: string): boolean {
  const names = path.split('.');
  return templates.some((template) =>
    names.some((_, index) => {
      const [above, rest] = [names.slice(0, index + 1), names.slice(index + 1)].map((part) => part.join('.'));
      const whole = new RegExp(`\\.Values\\.${above}\\b`).test(template);
      return whole && (rest === '' || new RegExp(`[ (.$\\w"]${rest}\\b`).test(template));
    }),
  );
}

test.each(values)('a template uses $path', ({ path }) => {
  expect(isUsed(path)).toBe(true);
});

test('a value that no template uses is found', () => {
  expect([isUsed('image.tag'), isUsed('image.flavour'), isUsed('colour')]).toEqual([true, false, false]);
});

test('templates use no value that values.yaml lacks', () => {
  const used = templates.flatMap((template) => [...template.matchAll(/\.Values\.([A-Za-z.]+)/g)]);
  const known = (path: string) =>
    values.some((value) => value.path === path || value.path.startsWith(`${path}.`));
  expect(used.map(([, path = '']) => path).filter((path) => !known(path))).toEqual([]);
});

test.each(exampleNames())('the values of example %s are valid', (name) => {
  isValid(mergedValues(name));
  expect(isValid.errors).toBeNull();
});

test('the values in docs/install.md are valid', () => {
  const document = readFileSync(join(CHART, '..', '..', 'docs', 'install.md'), 'utf8');
  const blocks = [...document.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => parse(yaml));
  const given = blocks.filter(({ kind }) => kind !== 'Kustomization');
  expect(given.length).toBeGreaterThan(4);
  for (const value of given) {
    isValid(value);
    expect(isValid.errors).toBeNull();
  }
});

test.each([
  ['a value that does not exist', { replica: 1 }],
  ['a misspelt value in a group', { image: { tags: '1' } }],
  ['a mode that needs no sign-in', { auth: { mode: 'kubeconfig' } }],
  ['the tag latest', { image: { tag: 'latest' } }],
  ['an address without a scheme', { publicUrl: 'podshell.example.com' }],
  ['a setting that has a value of its own', { settings: { PODSHELL_AUTH: 'oidc' } }],
  ['a secret as a setting', { settings: { PODSHELL_SECRET: 'x' } }],
  ['peers by a setting', { settings: { PODSHELL_PEERS: 'dns://podshell:9443' } }],
  ['discovery without objects', { peers: { discovery: 'static' } }],
  ['a setting of another program', { settings: { LD_PRELOAD: 'x' } }],
  ['a proxy by its name', { trustedProxies: ['proxy.example.com'] }],
])('the schema refuses %s', (_what, value) => {
  expect(isValid(value)).toBe(false);
});

test('settings that have a value of their own are refused in "settings"', () => {
  const set = templates.flatMap((template) => [...template.matchAll(/- name: (PODSHELL_[A-Z_]+)/g)]);
  const names = set.map(([, name = '']) => name);
  const secrets = names
    .filter((name) => /(SECRET|KEY|IDENTITY)_FILE$/.test(name))
    .map((name) => name.replace(/_FILE$/, ''));
  const refused = schema.properties?.settings?.propertyNames?.not?.enum;
  expect(refused).toEqual([...new Set([...names, ...secrets])].sort());
});

test('the README of the chart is what npm run docs:chart writes', () => {
  const document = readChartFile('README.md');
  expect(document).toBe(withValuesTable(document, text, schema));
  for (const { path } of values) expect(valuesTable(text, schema)).toContain(`| \`${path}\` `);
});

test('replaces only the text between the marks', () => {
  const document = withValuesTable('before\n<!-- values -->\nold\n<!-- /values -->\nafter\n', text, schema);
  expect(document.startsWith('before\n<!-- values -->\n| Value ')).toBe(true);
  expect(document.endsWith('|\n<!-- /values -->\nafter\n')).toBe(true);
  expect(() => withValuesTable('no marks', text, schema)).toThrow('no place for the table');
});

test('chart and application have the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(CHART, '..', '..', 'package.json'), 'utf8'));
  expect(parse(readChartFile('Chart.yaml'))).toMatchObject({ version, appVersion: version });
});
