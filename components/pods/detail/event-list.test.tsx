// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { PodEvent } from '#protocol/api.ts';
import { EventList } from './event-list.tsx';

const alike: Omit<PodEvent, 'uid'> = {
  type: 'Warning',
  reason: 'BackOff',
  message: 'Back-off restarting failed container',
  count: 1,
  source: 'kubelet',
  lastSeenAt: null,
};

function rows(): number {
  return screen.queryAllByRole('listitem').length;
}

test('events that are alike have a row each, and leave none behind', () => {
  const first = { ...alike, uid: '1' };
  const second = { ...alike, uid: '2' };
  const third = { ...alike, uid: '3' };
  const { rerender } = renderPage(<EventList events={[first, second]} />);
  expect(rows()).toBe(2);
  rerender(<EventList events={[third, first, second]} />);
  expect(rows()).toBe(3);
  rerender(<EventList events={[third]} />);
  expect(rows()).toBe(1);
});
