// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { handTicket, newFrameSecret, signInForFrame } from './frame-sign-in.ts';

const SECRET = { secret: 'the secret', challenge: 'c'.repeat(43) };
const OURS = window.location.origin;

let popup: { closed: boolean };
let asked: { url: string; method: string | undefined; body: unknown }[];
let isKept: boolean;
beforeEach(() => {
  popup = { closed: false };
  asked = [];
  isKept = true;
  vi.stubGlobal(
    'open',
    vi.fn(() => popup),
  );
  vi.stubGlobal('fetch', async (url: string, { method, body }: RequestInit) => {
    asked.push({ url, method, body: body === undefined ? undefined : JSON.parse(String(body)) });
    if (method === 'HEAD') return new Response(null, { status: isKept ? 200 : 401 });
    return new Response(null, { status: 204 });
  });
});
afterEach(() => vi.unstubAllGlobals());

function say(data: unknown, origin: string, source: unknown): void {
  window.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
}

const ticket = { source: 'podshell', ticket: 'a ticket' };
const REDEEMED = {
  url: '/api/signin/frame',
  method: 'POST',
  body: { ticket: 'a ticket', secret: 'the secret' },
};

test('the frame redeems the ticket of its window, and of nobody else', async () => {
  const outcome = signInForFrame(SECRET);
  expect(vi.mocked(window.open).mock.calls[0]?.[0]).toBe(`/signin?frame=${SECRET.challenge}`);
  say(ticket, OURS, {});
  say(ticket, 'https://evil.example', popup);
  say(ticket, 'null', popup);
  say({ ticket: 'a ticket' }, OURS, popup);
  say({ ...ticket, ticket: 7 }, OURS, popup);
  say(null, OURS, popup);
  expect(asked).toEqual([]);
  say(ticket, OURS, popup);
  expect(await outcome).toEqual({ kind: 'signed-in' });
  expect(asked).toEqual([REDEEMED, { url: '/api/sessions', method: 'HEAD', body: undefined }]);
  say(ticket, OURS, popup);
  expect(asked).toHaveLength(2);
});

test('a browser that keeps no cookie of the frame is found out', async () => {
  isKept = false;
  const outcome = signInForFrame(SECRET);
  say(ticket, OURS, popup);
  expect(await outcome).toEqual({ kind: 'not-kept' });
});

test('a window that is closed or blocked signs nobody in', async () => {
  vi.useFakeTimers();
  const outcome = signInForFrame(SECRET);
  popup.closed = true;
  await vi.advanceTimersByTimeAsync(500);
  expect(await outcome).toEqual({ kind: 'closed' });
  vi.useRealTimers();
  vi.mocked(window.open).mockReturnValue(null);
  expect(await signInForFrame(SECRET)).toEqual({ kind: 'blocked' });
  expect(asked).toEqual([]);
});

test('the window hands its ticket to a page of our own origin alone', () => {
  const opener = { postMessage: vi.fn() };
  vi.stubGlobal('opener', opener);
  expect(handTicket('a ticket')).toBe(true);
  expect(opener.postMessage).toHaveBeenCalledExactlyOnceWith(ticket, OURS);
  vi.stubGlobal('opener', null);
  expect(handTicket('a ticket')).toBe(false);
});

test('a secret is new each time, its challenge is what the server computes, and insecure pages have none', async () => {
  vi.stubGlobal('isSecureContext', true);
  const [one, other] = [await newFrameSecret(), await newFrameSecret()];
  expect(one?.secret).not.toBe(other?.secret);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(one?.secret));
  expect(one?.challenge).toBe(Buffer.from(hash).toString('base64url'));
  vi.stubGlobal('isSecureContext', false);
  expect(await newFrameSecret()).toBeUndefined();
});
