/** A request on its way to another replica, and its answer on the way back. Nothing of either is kept. */

import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { endToEndHeaders } from './end-to-end-headers.ts';
import type { Passage } from './passages.ts';

/**
 * Sends the body, and answers as the other replica does. Whichever end goes ends the other.
 * @param outgoing has its headers, and no body yet
 * @param refuse answers that the other replica cannot be reached; called at most once, before anything else is answered
 */
export function passOnRequest(
  request: IncomingMessage,
  response: ServerResponse,
  outgoing: ClientRequest,
  passage: Passage,
  refuse: () => void,
): void {
  let isRefused = false;
  const fail = (): void => {
    outgoing.destroy();
    if (response.headersSent) response.destroy();
    else if (!isRefused && !response.destroyed) {
      isRefused = true;
      refuse();
    }
  };
  let isAnswered = false;
  outgoing.once('response', (incoming) => {
    isAnswered = true;
    // An answer that does not wait for the whole body ends the connection: the rest would be read for nothing.
    if (!request.complete) response.shouldKeepAlive = false;
    answerAs(incoming, response);
    incoming.once('error', fail);
    incoming.pipe(response);
  });
  // After the answer has begun, its own end tells whether it is whole.
  outgoing.on('error', () => {
    request.unpipe(outgoing);
    if (!isAnswered) fail();
  });
  // A write to a client that has just gone fails; `close` tells.
  response.on('error', () => {});
  response.once('close', () => {
    outgoing.destroy();
    passage.end();
  });
  passage.onLost = (how) => {
    // A stream may outlive a pause of the network; its client notices a longer one by itself.
    if (how === 'gone' || !response.headersSent) fail();
  };
  request.pipe(outgoing);
}

const NOTHING = Buffer.alloc(0);

/**
 * Begins to answer as the other replica does. Nothing that this one would say of the page or of itself goes along, except
 * renewed cookies of the sign-in.
 */
export function answerAs(incoming: IncomingMessage, response: ServerResponse): void {
  const renewed = [response.getHeader('set-cookie') ?? []].flat().map(String);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const lines = endToEndHeaders(incoming.rawHeaders);
  const set = new Set(incoming.headers['set-cookie']?.map(cookieName));
  const kept = renewed.filter((cookie) => !set.has(cookieName(cookie)));
  const cookies = kept.map((cookie) => ['Set-Cookie', cookie] as const);
  response.writeHead(incoming.statusCode ?? 502, [...lines, ...cookies].flat());
  // Events and polls begin before there is anything to tell. Unlike this, `flushHeaders` would send the lines as UTF-8, and
  // they are bytes of whatever encoding, one in each character.
  response.write(NOTHING);
}

function cookieName(cookie: string): string {
  return cookie.split('=', 1)[0] ?? '';
}
