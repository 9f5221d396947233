// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
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
beforeEach(() => {
  choices = CHOICES;
  bodies = [];
  stream = undefined;
  vi.stubGlobal('fetch', async (_route: string, init: RequestInit = {}) => {
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
  renderPage(<DebugDialog place={PLACE} onReady={onReady} onCancel={() => {}} onClosed={() => {}} />);
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
  await vi.waitFor(() => expect(onReady).toHaveBeenCalledWith('debugger-x'));
});

test('a failure says what to do, and can be tried with other choices', async () => {
  open();
  await start();
  await vi.waitFor(() => expect(stream).toBeDefined());
  await say('failed', { code: 'debug-policy-refused', detail: 'violates PodSecurity' });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(
    /policy.*restricted or baseline.*violates PodSecurity.*--copy-to=web-debug/,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Change and retry' }));
  expect(await screen.findByRole('button', { name: 'Start debug container' })).toBeDefined();
});

test('a debug container that runs is offered first', async () => {
  choices = { ...CHOICES, running: [{ container: 'debugger-y', image: 'busybox:1', target: 'web' }] };
  const onReady = open();
  fireEvent.click(await screen.findByRole('button', { name: 'Attach to debugger-y' }));
  expect(onReady).toHaveBeenCalledWith('debugger-y');
});

test('who may not is told why, and offered nothing', async () => {
  choices = { ...CHOICES, access: { allowed: false, detail: 'You need patch on pods/ephemeralcontainers.' } };
  open();
  expect((await screen.findByRole('alert')).textContent).toContain('patch on pods/ephemeralcontainers');
  expect(screen.queryByRole('button', { name: 'Start debug container' })).toBeNull();
});
