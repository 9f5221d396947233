/** Every sentence about sharing a terminal, and about watching somebody else's. */

import { formatNumber } from '#components/language/numbers.ts';

export const messages = {
  watchedBy: (count: number) => `Watched by ${formatNumber(count)}`,
  names: (names: readonly string[]) => names.join(', '),

  dialog: {
    title: {
      shell: 'Share this shell',
      main: 'Share this view of the main process',
      debug: 'Share this debug container',
    },
    text: 'Anyone with a link who is signed in and may exec into this pod can watch what this terminal shows. They can’t type unless you hand them the keyboard.',
    create: 'Create link',
    another: 'Create another link',
    link: 'Link',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Select the link and copy it yourself.',
    until: {
      shell: (time: string) => `Valid until ${time}, or until the shell ends.`,
      main: (time: string) => `Valid until ${time}, or until this terminal is closed.`,
      debug: (time: string) => `Valid until ${time}, or until this terminal is closed.`,
    },
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
    asks: {
      shell: (name: string) => `${name} asks for the keyboard. Their commands would run as you.`,
      main: (name: string) =>
        `${name} asks for the keyboard. What they type would go to the container’s main process.`,
      debug: (name: string) => `${name} asks for the keyboard. Their commands would run as you.`,
    },
    handOver: 'Hand over',
    refuse: 'Decline',
    has: {
      shell: (name: string) => `${name} has the keyboard. Commands run as you. Type to take it back.`,
      main: (name: string) =>
        `${name} has the keyboard of the container’s main process. Type to take it back.`,
      debug: (name: string) => `${name} has the keyboard. Commands run as you. Type to take it back.`,
    },
    takeBack: 'Take back',
  },

  /** The watcher's side. */
  watcher: {
    title: 'Watch a terminal',
    pageTitle: {
      shell: (owner: string, pod: string) => `${pod} · shell of ${owner}`,
      main: (owner: string, pod: string) => `${pod} · main process, terminal of ${owner}`,
      debug: (owner: string, pod: string) => `${pod} · debug container of ${owner}`,
    },
    loading: 'Opening the link…',
    badge: 'Read-only',
    typing: 'You are typing',
    watching: {
      shell: (owner: string) => `You are watching ${owner}’s shell. Nothing you type is sent.`,
      main: (owner: string) =>
        `You are watching the container’s main process in ${owner}’s terminal. Nothing you type is sent.`,
      debug: (owner: string) => `You are watching ${owner}’s debug container. Nothing you type is sent.`,
    },
    owner: 'Owner',
    watched: {
      shell: (owner: string) => `You watched ${owner}’s shell.`,
      main: (owner: string) => `You watched the container’s main process in ${owner}’s terminal.`,
      debug: (owner: string) => `You watched ${owner}’s debug container.`,
    },
    others: (names: string) => `Watching: ${names}`,
    you: (name: string) => `${name} (you)`,
    ask: 'Ask for the keyboard',
    asked: (owner: string) => `You asked ${owner} for the keyboard.`,
    withdraw: 'Withdraw',
    offered: {
      shell: (owner: string) => `${owner} offers you the keyboard. What you type would run as ${owner}.`,
      main: (owner: string) =>
        `${owner} offers you the keyboard. What you type would go to the container’s main process.`,
      debug: (owner: string) => `${owner} offers you the keyboard. What you type would run as ${owner}.`,
    },
    take: 'Take keyboard',
    refuse: 'Decline',
    has: {
      shell: (owner: string) => `You have the keyboard. What you type runs as ${owner}.`,
      main: (owner: string) =>
        `You have ${owner}’s keyboard. What you type goes to the container’s main process.`,
      debug: (owner: string) => `You have the keyboard. What you type runs as ${owner}.`,
    },
    giveBack: 'Give back',
    otherHas: (name: string) => `${name} has the keyboard.`,
    ended: {
      shell: (exitCode: number | null) =>
        exitCode === null ? 'The shell ended.' : `The shell ended with exit code ${exitCode}.`,
      main: (exitCode: number | null) =>
        exitCode === null
          ? 'The terminal was detached.'
          : `The container’s main process ended with exit code ${exitCode}.`,
      debug: (exitCode: number | null) =>
        exitCode === null
          ? 'The terminal was detached.'
          : `The debug container ended with exit code ${exitCode}.`,
    },
    endedHint: 'You can still search and copy the output.',
    toPods: 'Back to pods',
    tryAgain: 'Try again',
    fullSize: 'Actual size',
    fit: 'Fit to window',
  },
} as const;
