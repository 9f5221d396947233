import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LazyFailureNotice, LazyFailureText } from './lazy-failures.tsx';

const failure = { code: 'forbidden', detail: 'You need list on pods in team-b.' };

test.each([
  ['notice', <LazyFailureNotice key="notice" failure={failure} place="pods" retrying="Retrying." />],
  ['text', <LazyFailureText key="text" failure={failure} place="pods" />],
])('the HTML of a page has a %s once: nothing stands in for it', (_kind, lazy) => {
  // Renders what a page shows until the words are there.
  expect(renderToString(lazy)).not.toMatch(/You need|Retrying\./);
});
