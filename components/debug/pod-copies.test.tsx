// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { type DebugCopy, marksOf } from '#protocol/debug-copy.ts';
import { noteCopiesChanged } from './debug-copies.ts';
import { OwnCopies } from './own-copies.tsx';
import { PodCopies } from './pod-copies.tsx';

const COPY: DebugCopy = {
  namespace: 'team-a',
  pod: 'web-debug-x',
  of: 'web',
  container: 'debugger-x',
  createdBy: 'Ada',
  createdAt: '2026-11-28T00:00:00Z',
  status: 'Running',
  running: true,
  mine: true,
};
const POD = { namespace: 'team-a', name: 'web', labels: {}, annotations: {}, containers: [] };

let copies: DebugCopy[];
let asked: string[];
let refusal: object | null;
beforeEach(() => {
  copies = [COPY];
  asked = [];
  refusal = null;
  vi.stubGlobal('fetch', async (route: string, { method = 'GET' }: RequestInit = {}) => {
    asked.push(`${method} ${route}`);
    if (method === 'GET') return Response.json({ items: copies });
    if (refusal !== null) return Response.json(refusal, { status: 403 });
    copies = [];
    return new Response(null, { status: 204 });
  });
});

const showPod = (changes: object = {}) =>
  renderPage(<PodCopies pod={{ ...POD, ...changes }} context="main" />);

test('a pod has a list of its copies, and none of others', async () => {
  copies = [COPY, { ...COPY, pod: 'api-debug-y', of: 'api' }];
  showPod();
  expect(await screen.findByRole('link', { name: 'web-debug-x' })).toBeDefined();
  expect(screen.queryByRole('link', { name: 'api-debug-y' })).toBeNull();
  expect(screen.getByText('Running, copy of web, created by Ada')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Attach to debugger-x in web-debug-x' }).getAttribute('href')).toBe(
    '/shell/team-a/web-debug-x?container=debugger-x&context=main&attach=true',
  );
  expect(asked).toEqual(['GET /api/debug-copies?namespace=team-a&context=main']);
});

test('a copy that is created or deleted elsewhere on the page changes the list at once', async () => {
  copies = [];
  await act(async () => void showPod());
  expect(screen.queryByRole('link', { name: 'web-debug-x' })).toBeNull();
  copies = [COPY];
  act(() => noteCopiesChanged());
  expect(await screen.findByRole('link', { name: 'web-debug-x' })).toBeDefined();
});

test('a copy is deleted after a question, and gone', async () => {
  showPod();
  fireEvent.click(await screen.findByRole('button', { name: 'Delete pod web-debug-x' }));
  expect(screen.getByRole('alert').textContent).toContain('Delete pod web-debug-x and end its shell?');
  expect(asked).toHaveLength(1);
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Delete' })));
  await vi.waitFor(() => expect(asked[1]).toBe('DELETE /api/pods/team-a/web-debug-x/debug?context=main'));
  await vi.waitFor(() => expect(screen.queryByRole('link', { name: 'web-debug-x' })).toBeNull());
});

test('the focus stays where the question was', async () => {
  showPod();
  fireEvent.click(await screen.findByRole('button', { name: 'Delete pod web-debug-x' }));
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  const first = screen.getByRole('button', { name: 'Delete pod web-debug-x' });
  expect(document.activeElement).toBe(first);
  fireEvent.click(first);
  const sure = screen.getByRole('button', { name: 'Delete' });
  sure.focus();
  fireEvent.click(sure);
  expect(document.activeElement?.textContent).toBe('Deleting…');
  await waitFor(() => expect(asked[1]).toContain('DELETE'));
});

test('who may not delete it is told what is missing', async () => {
  refusal = { code: 'forbidden', detail: 'You need delete on pods.' };
  showPod();
  fireEvent.click(await screen.findByRole('button', { name: 'Delete pod web-debug-x' }));
  fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/permission to delete.*delete on pods/);
  expect(screen.getByRole('link', { name: 'web-debug-x' })).toBeDefined();
});

test('the page of a copy says of which pod, and whose', async () => {
  copies = [];
  showPod({ name: 'web-debug-x', ...marksOf({ of: 'web', container: 'debugger-x', createdBy: 'Ada' }) });
  expect(await screen.findByText(/Debug copy of pod web, created by Ada/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Delete pod web-debug-x' })).toBeDefined();
});

test('a debug container that runs is said to stay, with the way to end its shell', async () => {
  copies = [];
  showPod({ containers: [{ name: 'debugger-y', kind: 'ephemeral', state: 'running' }] });
  expect(await screen.findByText(/can’t be removed.*type exit/)).toBeDefined();
});

test('nothing is shown where there is nothing', async () => {
  copies = [];
  let text = () => 'not shown';
  await act(async () => {
    const { container } = showPod();
    text = () => container.textContent;
  });
  expect(asked).toHaveLength(1);
  expect(text()).toBe('');
});

test('of all contexts, a user has a list of their own, each once', async () => {
  copies = [COPY, { ...COPY, pod: 'bobs', mine: false }];
  renderPage(<OwnCopies contexts={['main', 'main']} />);
  expect(await screen.findAllByRole('link', { name: 'web-debug-x' })).toHaveLength(1);
  expect(screen.queryByText('bobs')).toBeNull();
  expect(asked).toEqual(['GET /api/debug-copies', 'GET /api/debug-copies?context=main']);
});
