/** The entries that the palette searches. */

import type { Action } from '#components/actions/actions.ts';
import type { Shortcut } from '#components/actions/shortcuts.ts';
import { type LogPlace, podLogPlace } from '#components/addresses/log-place.ts';
import { debugInDock, type RunningShell } from '#components/addresses/open-in-dock.ts';
import { podHref, podsHref } from '#components/addresses/pages.ts';
import { recordingsHref } from '#components/addresses/recordings.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import type { KnownPod } from '#components/recents/known-places.ts';
import { placeOf } from '#components/sessions/session-feed.ts';
import type { Container, ContextList, NamespaceList, PodName, SessionInfo } from '#protocol/api.ts';
import type { PaletteLayerMessages } from './layer-catalog.ts';
import { findBest, isNamed, wordsOf } from './palette-search.ts';

export type Goal =
  | { readonly kind: 'run'; readonly run: () => void }
  | { readonly kind: 'go'; readonly href: string }
  | { readonly kind: 'shell'; readonly place: ShellPlace }
  | { readonly kind: 'log'; readonly place: LogPlace }
  | { readonly kind: 'take-up'; readonly shell: RunningShell };

/** What an entry stands for, which its icon shows. */
export type EntryKind =
  | Container['kind']
  | 'recent'
  | 'pod'
  | 'log'
  | 'running'
  | 'namespace'
  | 'context'
  | 'command';

export interface Entry {
  /** Unique in the palette. */
  readonly id: string;
  readonly kind: EntryKind;
  readonly label: string;
  /** Shown next to the label. */
  readonly hint?: string | undefined;
  readonly keywords?: string | undefined;
  readonly shortcut?: Shortcut | undefined;
  /** What Enter does. */
  readonly goal: Goal;
  /** The page of the entry's pod. */
  readonly podPage?: string;
}

export interface EntryGroup {
  readonly id: keyof PaletteLayerMessages['groups'];
  readonly entries: readonly Entry[];
  /** Shown to those alone who type the beginning of this word. */
  readonly only?: string;
}

export interface PaletteData {
  readonly pods: readonly PodName[];
  /** Favourite pods, then recent ones. Those that are not among `pods` are left out: they are gone. */
  readonly known: readonly KnownPod[];
  readonly namespaces: NamespaceList['items'];
  readonly contexts: ContextList['items'];
  /** The user's running shells, in every context. */
  readonly sessions: readonly SessionInfo[];
  /** There is a store for recordings. */
  readonly hasRecordings?: boolean;
}

/**
 * All entries, in groups: the ways to a shell first.
 * @param context the current context, which the links keep
 * @param hintOf where a running shell is, in words
 */
export function paletteGroups(
  actions: readonly Action[],
  data: PaletteData,
  context: string | undefined,
  messages: PaletteLayerMessages,
  hintOf: (session: SessionInfo) => string,
): readonly EntryGroup[] {
  const pods = new Map(data.pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod]));
  const known = data.known.flatMap(({ namespace, pod }) => pods.get(`${namespace}/${pod}`) ?? []);
  return [
    {
      id: 'recent',
      entries: known.map((pod) => ({
        ...podEntry(pod, context, messages),
        id: `recent ${pod.namespace}/${pod.name}`,
        kind: 'recent',
      })),
    },
    { id: 'pods', entries: data.pods.map((pod) => podEntry(pod, context, messages)) },
    {
      id: 'running',
      entries: data.sessions.map((session) => runningEntry(session, hintOf(session), messages)),
    },
    {
      id: 'containers',
      entries: data.pods.flatMap((pod) => containerEntries(pod, context, messages)),
    },
    { id: 'logs', entries: data.pods.map((pod) => logEntry(pod, context, messages)) },
    {
      id: 'attach',
      only: messages.attachWord,
      entries: data.pods.flatMap((pod) => attachEntry(pod, context, messages)),
    },
    {
      id: 'debug',
      only: messages.debugWord,
      entries: data.pods.map((pod) => debugEntry(pod, context, messages)),
    },
    {
      id: 'namespaces',
      entries: [
        {
          id: 'namespace',
          kind: 'namespace',
          label: messages.allNamespaces,
          goal: { kind: 'go', href: podsHref({ context }) },
        },
        ...data.namespaces.map(
          ({ name }): Entry => ({
            id: `namespace ${name}`,
            kind: 'namespace',
            label: name,
            keywords: messages.namespaceWords,
            goal: { kind: 'go', href: podsHref({ context, namespaces: [name] }) },
          }),
        ),
      ],
    },
    {
      id: 'contexts',
      entries: data.contexts.map(({ name, user, cluster }) => ({
        id: `context ${name}`,
        kind: 'context',
        label: name,
        hint: `${user} · ${cluster}`,
        keywords: messages.contextWords(user, cluster),
        goal: { kind: 'go', href: podsHref({ context: name }) },
      })),
    },
    {
      id: 'commands',
      entries: [
        ...actions
          .filter(({ id }) => !id.startsWith('palette.open'))
          .flatMap(({ id, label, group, keywords, shortcut, run }) =>
            run === undefined
              ? []
              : {
                  id,
                  kind: 'command' as const,
                  label,
                  keywords: `${group} ${keywords ?? ''}`,
                  shortcut,
                  goal: { kind: 'run' as const, run },
                },
          ),
        ...(data.hasRecordings === true ? [recordingsEntry(messages)] : []),
      ],
    },
  ];
}

function recordingsEntry(messages: PaletteLayerMessages): Entry {
  return {
    id: 'go.recordings',
    kind: 'command',
    label: messages.goToRecordings,
    keywords: messages.recordingsWords,
    goal: { kind: 'go', href: recordingsHref() },
  };
}

/** Opens a shell in the default container while that runs; otherwise the page, which says why not. */
function podEntry(pod: PodName, context: string | undefined, messages: PaletteLayerMessages): Entry {
  const { namespace, name, defaultContainer, status } = pod;
  return {
    id: `pod ${namespace}/${name}`,
    kind: 'pod',
    label: name,
    hint: [namespace, defaultContainer, status].filter((part) => part !== '').join(' · '),
    keywords: messages.podWords(namespace, defaultContainer, status),
    ...goalsOf(pod, defaultContainer, pod.running, context),
  };
}

/** The log of the default container, which leads to the others. */
function logEntry(
  { namespace, name, defaultContainer }: PodName,
  context: string | undefined,
  messages: PaletteLayerMessages,
): Entry {
  const place = { namespace, pod: name, container: defaultContainer || undefined, context };
  return {
    id: `log ${namespace}/${name}`,
    kind: 'log',
    label: messages.logOf(name),
    hint: [namespace, defaultContainer].filter((part) => part !== '').join(' · '),
    keywords: messages.logWords(namespace, defaultContainer),
    goal: { kind: 'log', place: podLogPlace(place) },
    podPage: podHref({ namespace, pod: name, context }),
  };
}

function attachEntry(
  { namespace, name, defaultContainer, running }: PodName,
  context: string | undefined,
  messages: PaletteLayerMessages,
): readonly Entry[] {
  if (!running) return [];
  const place = { namespace, pod: name, container: defaultContainer, context, attach: true } as const;
  return [
    {
      id: `attach ${namespace}/${name}`,
      kind: 'regular',
      label: name,
      hint: [messages.attachHint, namespace, defaultContainer].join(' · '),
      keywords: `${namespace} ${defaultContainer} ${messages.attachWord}`,
      goal: { kind: 'shell', place },
      podPage: podHref({ namespace, pod: name, context }),
    },
  ];
}

function debugEntry(
  { namespace, name }: PodName,
  context: string | undefined,
  messages: PaletteLayerMessages,
): Entry {
  return {
    id: `debug ${namespace}/${name}`,
    kind: 'ephemeral',
    label: name,
    hint: [messages.debugHint, namespace].join(' · '),
    keywords: `${namespace} ${messages.debugWord}`,
    goal: { kind: 'run', run: () => debugInDock({ namespace, pod: name, context }) },
    podPage: podHref({ namespace, pod: name, context }),
  };
}

function containerEntries(
  pod: PodName,
  context: string | undefined,
  messages: PaletteLayerMessages,
): readonly Entry[] {
  const { namespace, name: podName, others = [] } = pod;
  return others.map(({ name, kind, running }) => ({
    id: `container ${namespace}/${podName}/${name}`,
    kind,
    label: `${podName} · ${name}`,
    hint: [namespace, messages.kinds[kind], messages.containerState[running ? 'running' : 'stopped']]
      .filter((part) => part !== '')
      .join(' · '),
    keywords: messages.containerWords(namespace, messages.kinds[kind]),
    ...goalsOf(pod, name, running, context),
  }));
}

function goalsOf(
  { namespace, name }: PodName,
  container: string,
  running: boolean,
  context: string | undefined,
): Pick<Entry, 'goal' | 'podPage'> {
  const podPage = podHref({ namespace, pod: name, context });
  if (!running) return { goal: { kind: 'go', href: podPage }, podPage };
  return { goal: { kind: 'shell', place: { namespace, pod: name, container, context } }, podPage };
}

function runningEntry(session: SessionInfo, hint: string, messages: PaletteLayerMessages): Entry {
  const { sessionId, namespace, pod, container, offset, context } = session;
  return {
    id: `running ${sessionId}`,
    kind: 'running',
    label: pod,
    hint,
    keywords: messages.runningWords(namespace, container),
    goal: { kind: 'take-up', shell: { sessionId, place: placeOf(session), shownBytes: offset } },
    podPage: podHref({ namespace, pod, context }),
  };
}

/** Most entries shown of each group: about a screen in all, even with 10,000 pods. */
const MOST = {
  recent: 5,
  pods: 7,
  containers: 5,
  logs: 5,
  attach: 5,
  debug: 5,
  running: 5,
  namespaces: 5,
  contexts: 5,
  commands: 12,
} as const;

/**
 * The results in each group; empty groups are left out. A group in which a label has what was typed comes before one
 * in which only the details have it: the name of a namespace leads to the namespace, not to a shell in its first pod.
 */
export function searchGroups(groups: readonly EntryGroup[], typed: string): readonly EntryGroup[] {
  const words = wordsOf(typed);
  const found = groups
    // Containers would only repeat the pods of a list, and recent pods those of a search.
    .filter(({ id }) => id !== (words.length > 0 ? 'recent' : 'containers'))
    // Each pod has one, so they would double every search for a pod.
    .filter(({ id }) => id !== 'logs' || words.some(asksForLogs))
    .filter(({ only }) => only === undefined || words.some((word) => isBeginning(word, only)))
    .map(({ id, entries }) => ({ id, entries: findBest(entries, words, MOST[id]) }))
    .filter(({ entries }) => entries.length > 0);
  const isDirect = ({ entries }: EntryGroup) => entries.some((entry) => isNamed(entry, words));
  return [...found.filter(isDirect), ...found.filter((group) => !isDirect(group))];
}

/** True for `log`, and for what is typed on the way to `logs` and its Chinese name. */
function asksForLogs(word: string): boolean {
  return word === 'log' || word === 'logs' || word.includes('日志');
}

/** Two letters at least: one is the beginning of too much. */
function isBeginning(word: string, of: string): boolean {
  return word.length > 1 && of.startsWith(word);
}

/** What Enter runs: the picked entry if it is among the results, else the first one. */
export function entryToRun(found: readonly EntryGroup[], picked: string): Entry | undefined {
  const entries = found.flatMap((group) => group.entries);
  return entries.find(({ id }) => id === picked) ?? entries[0];
}
