/** Every sentence about sharing a shell, and about watching somebody else's. */

import { formatNumber } from '#components/language/numbers.ts';

export const messages = {
  watchedBy: (count: number) => `Watched by ${formatNumber(count)}`,
  names: (names: readonly string[]) => names.join(', '),

  dialog: {
    title: 'Share this shell',
    text: 'Anyone with a link who is signed in and may exec into this pod can watch what this terminal shows. They can’t type unless you hand them the keyboard.',
    create: 'Create link',
    another: 'Create another link',
    link: 'Link',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Select the link and copy it yourself.',
    until: (time: string) => `Valid until ${time}, or until the shell ends.`,
    end: 'End link',
    endAll: 'Stop sharing',
    watchers: (count: number) => `Watching now: ${formatNumber(count)}`,
    nobody: 'Nobody is watching.',
    remove: 'Remove',
    removeWho: (name: string) => `Remove ${name}`,
    close: 'Close',
  },

  /** The owner's side. */
  owner: {
    offer: 'Offer keyboard',
    offerWho: (name: string) => `Offer ${name} the keyboard`,
    withdraw: 'Withdraw offer',
    asks: (name: string) => `${name} asks for the keyboard. Their commands would run as you.`,
    handOver: 'Hand over',
    refuse: 'Decline',
    has: (name: string) => `${name} has the keyboard. Commands run as you. Type to take it back.`,
    takeBack: 'Take back',
  },

  /** The watcher's side. */
  watcher: {
    title: 'Watch a shell',
    pageTitle: (owner: string, pod: string) => `${pod} · shell of ${owner}`,
    loading: 'Opening the link…',
    badge: 'Read-only',
    typing: 'You are typing',
    watching: (owner: string) => `You are watching ${owner}’s shell. Nothing you type is sent.`,
    owner: 'Owner',
    watched: (owner: string) => `You watched ${owner}’s shell.`,
    others: (names: string) => `Watching: ${names}`,
    you: (name: string) => `${name} (you)`,
    ask: 'Ask for the keyboard',
    asked: (owner: string) => `You asked ${owner} for the keyboard.`,
    withdraw: 'Withdraw',
    offered: (owner: string) => `${owner} offers you the keyboard. What you type would run as ${owner}.`,
    take: 'Take keyboard',
    refuse: 'Decline',
    has: (owner: string) => `You have the keyboard. What you type runs as ${owner}.`,
    giveBack: 'Give back',
    otherHas: (name: string) => `${name} has the keyboard.`,
    ended: (exitCode: number | null) =>
      exitCode === null ? 'The shell ended.' : `The shell ended with exit code ${exitCode}.`,
    endedHint: 'You can still search and copy the output.',
    toPods: 'Back to pods',
    tryAgain: 'Try again',
    fullSize: 'Actual size',
    fit: 'Fit to window',
  },
} as const;
