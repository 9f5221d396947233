// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { CircleX } from 'lucide-react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { Notice } from './notice.tsx';

test('the title is an h2 within a page, and the h1 if the notice is the whole page', () => {
  const { rerender } = renderPage(<Notice icon={CircleX} tone="bad" title="No pods" />);
  screen.getByRole('heading', { level: 2, name: 'No pods' });
  rerender(<Notice icon={CircleX} tone="bad" title="No pods" wholePage />);
  screen.getByRole('heading', { level: 1, name: 'No pods' });
});

test('is announced only with alert', () => {
  const { rerender } = renderPage(<Notice icon={CircleX} tone="warn" title="No pods" />);
  expect(screen.queryByRole('alert')).toBeNull();
  rerender(<Notice icon={CircleX} tone="warn" title="No pods" alert />);
  screen.getByRole('alert');
});

test('shows the cause in a box, and no box without a cause', () => {
  const { rerender } = renderPage(<Notice icon={CircleX} tone="bad" title="No pods" />);
  expect(screen.queryByRole('paragraph')).toBeNull();
  rerender(<Notice icon={CircleX} tone="bad" title="No pods" cause="forbidden" />);
  expect(screen.getByRole('paragraph').textContent).toBe('forbidden');
});
