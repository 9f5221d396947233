/** The palette’s button and the commands of every page; what the open palette says is in `layer-messages.ts`. */
export const messages = {
  open: 'Open command palette',
  openShort: 'Search',
  openInTerminal: 'Open command palette, even in a terminal',
  help: 'Show keyboard shortcuts',
  general: 'General',
  goToPods: 'Go to pods',
  goToSessions: 'Show running shells',
  sessionsWords: 'sessions end all terminals',
  light: 'Use light theme',
  dark: 'Use dark theme',
  system: 'Use system theme',
  themeWords: 'theme color colour appearance mode',
  /** @param name of the language, in itself */
  language: (name: string) => `Language: ${name}`,
  /** Finds the choice of a language, whatever the language of the page. */
  languageWords: 'language translation',
} as const;
