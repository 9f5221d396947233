/** The licences of the packages that are passed on. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lock, nameOf } from './lock.ts';

const root = join(import.meta.dirname, '..', '..');

/** Licences that ask for their text to be passed on, and for nothing else. By their SPDX identifiers. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  // Fonts, which may be passed on with a program.
  'OFL-1.1',
]);

const TEXTS = /^(licen[cs]e|copying|notice)/i;

/** True if an SPDX expression such as `(MIT OR GPL-2.0)` leaves a choice that is allowed. Undefined is not. */
export function isAllowed(expression: string | undefined): boolean {
  if (expression === undefined) return false;
  return expression
    .replaceAll(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((id) => ALLOWED.has(id)));
}

/** The packages among `paths` whose licence is not allowed, with it, for instance `caniuse-lite 1.0.0: CC-BY-4.0`. */
export function refusedLicences(paths: Iterable<string>, lock: Lock): readonly string[] {
  return [...paths]
    .filter((path) => !isAllowed(lock[path]?.license))
    .map((path) => `${nameOf(path)} ${lock[path]?.version}: ${lock[path]?.license ?? 'no licence'}`);
}

/**
 * The text that is passed on: each package with its licence.
 * @param paths packages by their paths in the lock
 * @param files every file that is passed on, from the root of this repository: packages may hold others
 */
export async function licenceTexts(
  paths: Iterable<string>,
  lock: Lock,
  files: readonly string[],
): Promise<string> {
  const held = new Set(files.flatMap((file) => /^.*\/compiled\/(?:@[^/]+\/)?[^/]+\//.exec(file)?.[0] ?? []));
  const sections: string[] = [];
  for (const path of [...paths].sort()) {
    const { version = '', license = '' } = lock[path] ?? {};
    sections.push(section(`${nameOf(path)} ${version} (${license})`, await textsIn(path)));
    for (const folder of [...held].filter((name) => name.startsWith(`${path}/`)).sort()) {
      const text = await textsIn(folder);
      if (text !== '') sections.push(section(`${nameOf(path)}: ${folder.slice(path.length + 1)}`, text));
    }
  }
  return `Podshell contains these packages.\n\n${sections.join('\n')}`;
}

function section(title: string, text: string): string {
  return `${'='.repeat(78)}\n${title}\n\n${text}\n`;
}

/** Every licence file of a folder; empty if it has none, or is not installed on this platform. */
async function textsIn(folder: string): Promise<string> {
  const names = await readdir(join(root, folder)).catch(() => []);
  const texts = names.filter((name) => TEXTS.test(name)).sort();
  const read = await Promise.all(
    texts.map((name) => readFile(join(root, folder, name), 'utf8').catch(() => '')),
  );
  return read.map((text) => text.trim()).join('\n\n');
}
