// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { keepFor, leaveToNobody, USER_KEYS } from './kept-for-user.ts';
import { shellPaneId } from './shell-place.ts';

/** Of the pane of a page with one shell. */
const SESSION = `podshell.session:${shellPaneId({ context: undefined, namespace: 'team-a', pod: 'multi', container: 'web' })}`;
const OF_BROWSER = { 'podshell.density': 'compact', theme: 'dark' };

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

/** What the pages of a user write. */
function use(): void {
  sessionStorage.setItem('podshell.dock', 'tabs');
  sessionStorage.setItem(SESSION, 'secret');
  sessionStorage.setItem('of-a-portal', 'theirs');
  for (const key of Object.values(USER_KEYS)) localStorage.setItem(key, 'mine');
  for (const [key, value] of Object.entries(OF_BROWSER)) localStorage.setItem(key, value);
}

const tab = () => sessionStorage.getItem('podshell.dock') ?? sessionStorage.getItem(SESSION);
const names = () => Object.values(USER_KEYS).filter((key) => localStorage.getItem(key) !== null);

test('stays for the same user, also over a page to sign in', () => {
  keepFor('alice');
  use();
  for (const user of ['alice', '', 'alice']) keepFor(user);
  expect(tab()).toBe('tabs');
  expect(names()).toEqual(Object.values(USER_KEYS));
});

test('is gone for another user; what belongs to the browser stays', () => {
  keepFor('alice');
  use();
  keepFor('');
  keepFor('bob');
  expect(tab()).toBeNull();
  expect(names()).toEqual([]);
  expect(localStorage).toMatchObject(OF_BROWSER);
  expect(sessionStorage.getItem('of-a-portal')).toBe('theirs');
  use();
  keepFor('alice');
  expect(tab()).toBeNull();
});

test.each([[['']], [['', 'alice']], [['alice']]])(
  'after a sign-out the tab is empty, and names wait for the same user %#',
  (users) => {
    keepFor('alice');
    use();
    leaveToNobody();
    // Written while the page is being left.
    sessionStorage.setItem(SESSION, 'late');
    for (const user of users) keepFor(user);
    expect(tab()).toBeNull();
    expect(names()).toEqual(Object.values(USER_KEYS));
    keepFor('bob');
    expect(names()).toEqual([]);
  },
);

test('another Podshell of the same origin keeps its own', async () => {
  keepFor('alice');
  use();
  vi.stubEnv('PODSHELL_BASE_PATH', '/other');
  vi.resetModules();
  const other = await import('./kept-for-user.ts');
  other.keepFor('bob');
  sessionStorage.setItem('/otherpodshell.dock', 'of bob');
  keepFor('carol');
  expect(sessionStorage.getItem('/otherpodshell.dock')).toBe('of bob');
  expect(names()).toEqual([]);
  other.keepFor('alice');
  expect(sessionStorage.getItem('/otherpodshell.dock')).toBeNull();
  vi.unstubAllEnvs();
});

test('what was kept before users were told apart stays', () => {
  use();
  keepFor('alice');
  expect(tab()).toBe('tabs');
});
