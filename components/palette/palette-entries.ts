/** The entries that the palette searches. */

import type { Action } from '#components/actions/actions.ts';
import type { Shortcut } from '#components/actions/shortcuts.ts';
import type { RunningShell } from '#components/addresses/open-in-dock.ts';
import { podHref, podsHref } from '#components/addresses/pages.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { placeOf } from '#components/sessions/session-feed.ts';
import type { ContextList, NamespaceList, PodNameList, SessionInfo } from '#protocol/api.ts';
import type { PaletteMessages } from './catalog.ts';
import { findBest } from './palette-search.ts';

export interface Entry {
  /** Unique in the palette. */
  readonly id: string;
  readonly label: string;
  /** Shown next to the label. */
  readonly hint?: string | undefined;
  readonly keywords?: string | undefined;
  readonly shortcut?: Shortcut | undefined;
  readonly goal:
    | { readonly kind: 'run'; readonly run: () => void }
    | { readonly kind: 'go'; readonly href: string }
    | { readonly kind: 'shell'; readonly place: ShellPlace }
    | { readonly kind: 'take-up'; readonly shell: RunningShell };
}

export interface EntryGroup {
  readonly id: keyof PaletteMessages['groups'];
  readonly entries: readonly Entry[];
}

export interface PaletteData {
  readonly pods: PodNameList['items'];
  readonly namespaces: NamespaceList['items'];
  readonly contexts: ContextList['items'];
  /** The user's running shells, in every context. */
  readonly sessions: readonly SessionInfo[];
}

/**
 * All entries, in groups.
 * @param context the current context, which the links keep
 * @param hintOf where a running shell is, in words
 */
export function paletteGroups(
  actions: readonly Action[],
  data: PaletteData,
  context: string | undefined,
  messages: PaletteMessages,
  hintOf: (session: SessionInfo) => string,
): readonly EntryGroup[] {
  return [
    {
      id: 'commands',
      entries: actions
        .filter(({ id }) => !id.startsWith('palette.open'))
        .map(({ id, label, group, keywords, shortcut, run }) => ({
          id,
          label,
          keywords: `${group} ${keywords ?? ''}`,
          shortcut,
          goal: { kind: 'run', run },
        })),
    },
    {
      id: 'pods',
      entries: data.pods.map(({ namespace, name, status }) => ({
        id: `pod ${namespace}/${name}`,
        label: name,
        hint: `${namespace} · ${status}`,
        keywords: messages.podWords(namespace, status),
        goal: { kind: 'go', href: podHref({ namespace, pod: name, context }) },
      })),
    },
    {
      id: 'shells',
      entries: data.pods
        .filter(({ status }) => status === 'Running')
        .map(({ namespace, name, defaultContainer }) => ({
          id: `shell ${namespace}/${name}`,
          label: name,
          hint: `${namespace} · ${defaultContainer}`,
          keywords: messages.shellWords(namespace, defaultContainer),
          goal: { kind: 'shell', place: { namespace, pod: name, container: defaultContainer, context } },
        })),
    },
    {
      id: 'running',
      entries: data.sessions.map((session) => runningEntry(session, hintOf(session), messages)),
    },
    {
      id: 'namespaces',
      entries: [
        { id: 'namespace', label: messages.allNamespaces, goal: { kind: 'go', href: podsHref({ context }) } },
        ...data.namespaces.map(
          ({ name }): Entry => ({
            id: `namespace ${name}`,
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
        label: name,
        hint: `${user} · ${cluster}`,
        keywords: messages.contextWords(user, cluster),
        goal: { kind: 'go', href: podsHref({ context: name }) },
      })),
    },
  ];
}

function runningEntry(session: SessionInfo, hint: string, messages: PaletteMessages): Entry {
  const { sessionId, namespace, pod, container, offset } = session;
  return {
    id: `running ${sessionId}`,
    label: pod,
    hint,
    keywords: messages.runningWords(namespace, container),
    goal: { kind: 'take-up', shell: { sessionId, place: placeOf(session), shownBytes: offset } },
  };
}

/** Most entries shown of each group: about a screen in all, even with 10,000 pods. */
const MOST = { commands: 12, pods: 7, shells: 5, running: 5, namespaces: 5, contexts: 5 } as const;

/** The results in each group; empty groups are left out. */
export function searchGroups(groups: readonly EntryGroup[], typed: string): readonly EntryGroup[] {
  return groups
    .map(({ id, entries }) => ({ id, entries: findBest(entries, typed, MOST[id]) }))
    .filter(({ entries }) => entries.length > 0);
}

/** What Enter runs: the picked entry if it is among the results, else the first one. */
export function entryToRun(found: readonly EntryGroup[], picked: string): Entry | undefined {
  const entries = found.flatMap((group) => group.entries);
  return entries.find(({ id }) => id === picked) ?? entries[0];
}
