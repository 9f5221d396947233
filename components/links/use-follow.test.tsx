// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { router } from '#components/testing/navigation.ts';
import { useFollow } from './use-follow.ts';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const instead = vi.fn(() => false);

function Link() {
  const { follow } = useFollow();
  return (
    <a href="/base/pods" onClick={(event) => follow(event, '/pods', instead)}>
      go
    </a>
  );
}

/** @returns true if the browser follows the link itself */
function click(init: MouseEventInit = {}): boolean {
  return fireEvent.click(screen.getByRole('link'), init);
}

beforeEach(() => {
  router.push.mockReset();
  instead.mockReset();
  renderPage(<Link />);
});

test('a click goes there through the router, without the base path', () => {
  expect(click()).toBe(false);
  expect(router.push.mock.calls).toEqual([['/pods']]);
});

test('what the link is for may be done instead', () => {
  instead.mockReturnValue(true);
  expect(click()).toBe(false);
  expect(router.push).not.toHaveBeenCalled();
});

test.each(['metaKey', 'ctrlKey', 'shiftKey', 'altKey'])('with %s the browser follows the link', (key) => {
  expect(click({ [key]: true })).toBe(true);
  expect(instead).not.toHaveBeenCalled();
  expect(router.push).not.toHaveBeenCalled();
});
