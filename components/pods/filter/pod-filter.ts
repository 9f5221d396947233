/**
 * The filter of the pod list. Every word must match: a plain word in name, namespace, status, node, IP or container
 * names; `key:value` in one field; `is:crashing` and the like by what is wrong. A leading `-` excludes matches; double
 * quotes enclose spaces. Case is ignored, and a part of the value is enough.
 */

import type { Pod } from '#protocol/api.ts';
import { podHealth, podProblem } from '../health/pod-health.ts';

const filterKeys = ['name', 'namespace', 'status', 'node', 'label', 'container', 'owner', 'is'] as const;
export type FilterKey = (typeof filterKeys)[number];

export interface FilterTerm {
  /** Undefined: any field that plain words are searched in. */
  readonly key: FilterKey | undefined;
  /** Lower case. */
  readonly value: string;
  readonly negated: boolean;
}

export type PodFilter = readonly FilterTerm[];

const WORD = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi;
const ALIASES: Readonly<Record<string, FilterKey>> = { ns: 'namespace' };

/** Parses the filter; never throws. A key without a value, as while typing, is ignored. */
export function parseFilter(text: string): PodFilter {
  const terms: FilterTerm[] = [];
  for (const [word, minus, keyText, quoted, plain] of text.matchAll(WORD)) {
    const key = filterKey(keyText);
    const known = keyText === undefined || key !== undefined;
    const value = known ? (quoted ?? plain ?? '') : word.slice(minus?.length ?? 0);
    const unfinished =
      key === undefined && value.endsWith(':') && filterKey(value.slice(0, -1)) !== undefined;
    if (value === '' || unfinished) continue;
    terms.push({ key, value: value.toLowerCase(), negated: minus === '-' });
  }
  return terms;
}

/** True if the pod matches every term. */
export function matchesFilter(pod: Pod, filter: PodFilter): boolean {
  return matchesAll(pod, filter, filter.some(({ key }) => key === undefined) ? searchText(pod) : '');
}

/** The pods that match the filter; the same array if it is empty. */
export function filterPods(pods: readonly Pod[], filter: PodFilter): readonly Pod[] {
  if (filter.length === 0) return pods;
  if (filter.every(({ key }) => key !== undefined)) return pods.filter((pod) => matchesFilter(pod, filter));
  const texts = textsOf(pods, pods.length);
  const found: Pod[] = [];
  const foundTexts: string[] = [];
  pods.forEach((pod, index) => {
    const text = texts[index] ?? '';
    if (!matchesAll(pod, filter, text)) return;
    found.push(pod);
    foundTexts.push(text);
  });
  listTexts.set(found, foundTexts);
  return found;
}

/**
 * A loop, since the first letter of a word is searched in every pod.
 * @param text the pod's search text; any for a filter without plain words
 */
function matchesAll(pod: Pod, filter: PodFilter, text: string): boolean {
  for (const term of filter) {
    const matches = term.key === undefined ? text.includes(term.value) : matchesTerm(pod, term, text);
    if (matches === term.negated) return false;
  }
  return true;
}

function filterKey(text: string | undefined): FilterKey | undefined {
  const key = text?.toLowerCase() ?? '';
  return filterKeys.find((known) => known === key) ?? ALIASES[key];
}

/** @param text the pod's search text */
function matchesTerm(pod: Pod, { key, value }: FilterTerm, text: string): boolean {
  switch (key) {
    case undefined:
      return text.includes(value);
    case 'name':
      return includes(pod.name, value);
    case 'namespace':
      return includes(pod.namespace, value);
    case 'status':
      return includes(pod.status, value) || includes(pod.statusReason ?? '', value) || isUnready(pod, value);
    case 'node':
      return includes(pod.node, value);
    case 'container':
      return pod.containers.some((container) => includes(container.name, value));
    case 'label':
      return Object.entries(pod.labels).some(([name, label]) => matchesLabel(name, label, value));
    case 'owner':
      return matchesOwner(pod, value);
    case 'is':
      return matchesProblem(pod, value);
  }
}

/** `notready`: running, but not ready. */
function isUnready(pod: Pod, value: string): boolean {
  return 'notready'.startsWith(value) && podHealth(pod).kind === 'unready';
}

/** `app` matches labels whose name or value contains it; `app=web` those whose name ends in `app` and value starts with `web`. */
function matchesLabel(name: string, label: string, value: string): boolean {
  const separator = value.indexOf('=');
  if (separator < 0) return includes(name, value) || includes(label, value);
  return (
    name.toLowerCase().endsWith(value.slice(0, separator)) &&
    label.toLowerCase().startsWith(value.slice(separator + 1))
  );
}

/** `kind/name` is one owner; a text without a slash is a part of either. A Deployment owns the pods of its ReplicaSets. */
function matchesOwner({ owner }: Pod, value: string): boolean {
  if (owner === null) return false;
  const owners = [`${owner.kind}/${owner.name}`];
  if (owner.deployment !== undefined) owners.push(`Deployment/${owner.deployment}`);
  return owners.some((one) => {
    const text = one.toLowerCase();
    return value.includes('/') ? text === value : text.includes(value);
  });
}

/** The name of a problem or its beginning; `problem` and `problems` are any. */
function matchesProblem(pod: Pod, value: string): boolean {
  const problem = podProblem(pod);
  return problem !== undefined && (problem.startsWith(value) || 'problems'.startsWith(value));
}

const IS_TERM = /(^|\s)is:\S*/gi;

/** The `is:` term of the filter in lower case, without its key; undefined unless there is exactly one. */
export function problemTerm(filter: string): string | undefined {
  const terms = parseFilter(filter).filter(({ key, negated }) => key === 'is' && !negated);
  return terms.length === 1 ? terms[0]?.value : undefined;
}

/** The filter with this `is:` term instead of its present ones; without it if that is the present one. */
export function toggleProblem(filter: string, value: string): string {
  const rest = filter.replaceAll(IS_TERM, '$1').trim().replaceAll(/\s+/g, ' ');
  if (problemTerm(filter) === value) return rest;
  return rest === '' ? `is:${value}` : `${rest} is:${value}`;
}

function includes(text: string, value: string): boolean {
  return text.toLowerCase().includes(value);
}

/**
 * Prepares the search texts, so that the first key typed does not have to build all of them.
 * @param pods the pods that are not prepared yet
 * @param isBusy called regularly; true stops
 * @returns how many pods were prepared
 */
export function prepareSearch(pods: readonly Pod[], from: number, isBusy: () => boolean): number {
  for (let index = from; index < pods.length; index += PREPARED_AT_ONCE) {
    if (isBusy()) return index;
    textsOf(pods, Math.min(index + PREPARED_AT_ONCE, pods.length));
  }
  return pods.length;
}

const PREPARED_AT_ONCE = 100;

/** Built once for a pod: with 10,000 pods, a key must not build 10,000 strings again. */
const searchTexts = new WeakMap<Pod, string>();

/**
 * The same texts, each at the place of its pod: to look up 10,000 pods takes longer than to search their texts. While a
 * list is being prepared, those of its first pods.
 */
const listTexts = new WeakMap<readonly Pod[], string[]>();

function textsOf(pods: readonly Pod[], count: number): readonly string[] {
  const texts = listTexts.get(pods) ?? [];
  listTexts.set(pods, texts);
  for (const pod of pods.slice(texts.length, count)) texts.push(searchText(pod));
  return texts;
}

function searchText(pod: Pod): string {
  const known = searchTexts.get(pod);
  if (known !== undefined) return known;
  const places = [pod.name, pod.namespace, pod.status, pod.node, pod.ip];
  for (const container of pod.containers) places.push(container.name);
  const text = places.join('\n').toLowerCase();
  searchTexts.set(pod, text);
  return text;
}
