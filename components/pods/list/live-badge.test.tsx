// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { StreamLink } from '../feed/pod-stream.ts';
import { LiveBadge } from './live-badge.tsx';

const since = Date.UTC(2026, 10, 28);

test.each<[StreamLink, string]>([
  [{ kind: 'live' }, 'Live'],
  [{ kind: 'reconnecting', since }, 'Reconnecting'],
])('%o is the name of its button, and announced when it changes', (link, name) => {
  renderPage(<LiveBadge link={link} hasPods />);
  const announced = within(screen.getByRole('status'));
  // What is inside a button has no role of its own, and a live region there no name to give.
  expect(announced.getByRole('button', { name }).textContent).toBe(name);
});
