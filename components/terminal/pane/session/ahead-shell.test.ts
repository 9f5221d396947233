// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { encodeMap } from '#components/ui/kept-map.ts';
import type { OutputScreen } from '../../connection/ports.ts';
import { askAhead } from './ahead-shell.ts';
import { createBrowserPorts } from './browser-ports.ts';
import { shellChoiceFor } from './shell-choice.ts';

const PLACE = { context: 'dev', namespace: 'team-a', pod: 'debian', container: 'main' };
const SETTINGS = { sockjsPrefix: '/ws', heartbeatSeconds: 5 };
const { signal } = new AbortController();

let kept: string | null;
const choices = { read: () => kept, write: () => {} };

let bodies: unknown[];

beforeEach(() => {
  kept = null;
  bodies = [];
  vi.stubGlobal('fetch', async (_route: string, { body }: { body?: string } = {}) => {
    if (body === undefined) return Response.json({ containers: [] });
    bodies.push(JSON.parse(body));
    return Response.json({ sessionId: `s${bodies.length}`, container: 'main' }, { status: 201 });
  });
});

function portsOf(paneId: string) {
  const choice = shellChoiceFor(paneId, PLACE, choices);
  return createBrowserPorts(paneId, PLACE, SETTINGS, {} as OutputScreen, choice);
}

test('the request leaves before the pane is there, which takes its answer once', async () => {
  askAhead('ahead', PLACE, choices);
  expect(bodies).toEqual([{ container: 'main', context: 'dev', reason: null }]);
  const { issue } = portsOf('ahead');
  expect(await issue(signal)).toMatchObject({ sessionId: 's1' });
  expect(await issue(signal)).toMatchObject({ sessionId: 's2' });
  expect(bodies).toHaveLength(2);
});

test('another pane asks itself', async () => {
  askAhead('one', PLACE, choices);
  expect(await portsOf('two').issue(signal)).toMatchObject({ sessionId: 's2' });
  expect(await portsOf('one').issue(signal)).toMatchObject({ sessionId: 's1' });
});

test('of two panes that are opened at once, each takes its own answer', async () => {
  for (const paneId of ['first', 'second']) askAhead(paneId, PLACE, choices);
  expect(await portsOf('first').issue(signal)).toMatchObject({ sessionId: 's1' });
  expect(await portsOf('second').issue(signal)).toMatchObject({ sessionId: 's2' });
  expect(bodies).toHaveLength(2);
});

test('an attachment is asked for as such', () => {
  askAhead('attached', { ...PLACE, attach: true }, choices);
  expect(bodies).toEqual([{ container: 'main', context: 'dev', reason: null, attach: true }]);
});

test('nothing is asked ahead where the shell depends on the image', async () => {
  kept = encodeMap(new Map([['debian', 'zsh']]));
  askAhead('chosen', PLACE, choices);
  expect(bodies).toEqual([]);
});
