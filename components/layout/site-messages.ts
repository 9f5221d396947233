/** What search results and the installed app say of the site. No page shows it, so browsers do not load it. */
export const messages = {
  description: 'Open a shell in a Kubernetes pod from your browser.',
} as const;
