// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { DebugChoices } from '#protocol/debug.ts';
import { DebugDialog } from './debug-dialog.tsx';

const PLACE = { context: 'main', namespace: 'team-a', pod: 'web' };
const CHOICES: DebugChoices = {
  images: ['busybox:1', 'tools:2'],
  targets: ['web', 'sidecar'],
  replaceable: ['web', 'sidecar'],
  running: [],
  access: { allowed: true, detail: '' },
  copy: { allowed: true, detail: '' },
};

let choices: DebugChoices;
let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
let bodies: unknown[];
let deleted: string[];
let user: ReturnType<typeof renderPage>['user'];
beforeEach(() => {
  choices = CHOICES;
  bodies = [];
  deleted = [];
  stream = undefined;
  vi.stubGlobal('fetch', async (route: string, init: RequestInit = {}) => {
    if (init.method === 'DELETE') {
      deleted.push(route);
      return new Response(null, { status: 204 });
    }
    if (init.method !== 'POST') return Response.json(choices);
    bodies.push(JSON.parse(String(init.body)));
    return new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          stream = controller;
        },
      }),
    );
  });
});

async function say(type: string, data: unknown): Promise<void> {
  await act(async () => {
    stream?.enqueue(new TextEncoder().encode(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`));
  });
}

function open() {
  const onReady = vi.fn();
  ({ user } = renderPage(
    <DebugDialog place={PLACE} onReady={onReady} onCancel={() => {}} onClosed={() => {}} />,
  ));
  return onReady;
}

const start = async () =>
  fireEvent.click(await screen.findByRole('button', { name: 'Start debug container' }));

test('starts with the defaults, tells what happens, and hands on what is ready', async () => {
  const onReady = open();
  await start();
  await vi.waitFor(() => expect(stream).toBeDefined());
  expect(bodies).toEqual([{ image: 'busybox:1', target: 'web', profile: 'general', context: 'main' }]);
  await say('progress', { kind: 'created', container: 'debugger-x', reason: '', message: '' });
  await say('progress', {
    kind: 'event',
    container: 'debugger-x',
    reason: 'Pulling',
    message: 'image "busybox:1"',
  });
  const log = await screen.findByRole('log');
  await vi.waitFor(() =>
    expect(log.textContent).toContain('Added container debugger-x.Pulling image "busybox:1"'),
  );
  expect(onReady).not.toHaveBeenCalled();
  await say('ready', { container: 'debugger-x' });
  await vi.waitFor(() => expect(onReady).toHaveBeenCalledWith({ pod: 'web', container: 'debugger-x' }));
});

test('a failure says what to do, and can be tried with other choices', async () => {
  open();
  await start();
  await vi.waitFor(() => expect(stream).toBeDefined());
  await say('failed', { code: 'debug-policy-refused', detail: 'violates PodSecurity' });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/policy.*restricted or baseline.*violates PodSecurity/);
  expect(screen.getByRole('button', { name: 'Debug a copy…' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Change and retry' }));
  expect(await screen.findByRole('button', { name: 'Start debug container' })).toBeDefined();
});

test('a debug container that runs is offered first', async () => {
  choices = { ...CHOICES, running: [{ container: 'debugger-y', image: 'busybox:1', target: 'web' }] };
  const onReady = open();
  fireEvent.click(await screen.findByRole('button', { name: 'Attach to debugger-y' }));
  expect(onReady).toHaveBeenCalledWith({ pod: 'web', container: 'debugger-y' });
});

test('who may not is told why, and offered nothing', async () => {
  const access = { allowed: false, detail: 'You need patch on pods/ephemeralcontainers.' };
  choices = { ...CHOICES, access, copy: { allowed: false, detail: 'You need create on pods.' } };
  open();
  expect((await screen.findByRole('alert')).textContent).toContain('patch on pods/ephemeralcontainers');
  expect(screen.queryByRole('button', { name: 'Start debug container' })).toBeNull();
});

describe('a copy of the pod', () => {
  const createCopy = async () => {
    fireEvent.click(await screen.findByRole('button', { name: 'Create copy' }));
    await vi.waitFor(() => expect(stream).toBeDefined());
  };

  test('is offered at once to who may create pods and nothing else, and is attached to', async () => {
    choices = { ...CHOICES, access: { allowed: false, detail: 'You need patch.' } };
    const onReady = open();
    expect(await screen.findByText('You need patch.')).toBeDefined();
    await createCopy();
    expect(bodies).toEqual([
      { copy: true, image: 'busybox:1', sameNode: false, profile: 'general', context: 'main' },
    ]);
    const data = { container: 'debugger-x', pod: 'web-debug-x' };
    await say('progress', { kind: 'created', ...data, reason: '', message: '' });
    expect((await screen.findByRole('log')).textContent).toBe(
      'Created pod web-debug-x with container debugger-x.',
    );
    await say('ready', data);
    await vi.waitFor(() => expect(onReady).toHaveBeenCalledWith({ ...data }));
  });

  test('is offered where the pod takes no debug container, with a shell in place of a program', async () => {
    open();
    await start();
    await vi.waitFor(() => expect(stream).toBeDefined());
    await say('failed', { code: 'debug-static-pod', detail: 'A static pod.' });
    fireEvent.click(await screen.findByRole('button', { name: 'Debug a copy…' }));
    await user.click(screen.getByRole('button', { name: 'Shell in: An added container' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'sidecar, in place of its program' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'On the same node' }));
    stream = undefined;
    await createCopy();
    expect(bodies[1]).toEqual({
      copy: true,
      replace: 'sidecar',
      sameNode: true,
      profile: 'general',
      context: 'main',
    });
  });

  test('that does not start can be deleted, after a question', async () => {
    choices = { ...CHOICES, access: { allowed: false, detail: 'You need patch.' } };
    open();
    await createCopy();
    await say('failed', { code: 'debug-start-timeout', detail: 'Late.', pod: 'web-debug-x' });
    fireEvent.click(await screen.findByRole('button', { name: 'Delete pod web-debug-x' }));
    expect(deleted).toEqual([]);
    fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('Pod web-debug-x is being deleted.')).toBeDefined();
    expect(deleted).toEqual(['/api/pods/team-a/web-debug-x/debug?context=main']);
  });

  test('that the caller may not create is explained, with the command for others', async () => {
    choices = { ...CHOICES, copy: { allowed: false, detail: 'You need create on pods.' } };
    open();
    await start();
    await vi.waitFor(() => expect(stream).toBeDefined());
    await say('failed', { code: 'debug-static-pod', detail: 'A static pod.' });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/can’t create a copy.*create on pods.*--copy-to=web-debug/);
    expect(screen.queryByRole('button', { name: 'Debug a copy…' })).toBeNull();
  });
});
