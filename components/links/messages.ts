/** Every sentence about links that are copied. */
export const messages = {
  recordings: 'Recordings',
  copyLink: 'Copy link',
  copyShellLink: 'Copy link to shell',
  copyPodLink: 'Copy link to pod',
  copy: 'Copy',
  copyCommand: 'Copy command',
  copied: 'Copied.',
  refused: 'The browser blocked access to the clipboard.',
} as const;
