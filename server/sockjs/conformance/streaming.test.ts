/** `xhr_streaming`, `eventsource` and `htmlfile` of the SockJS protocol, each with its response limit. */

import { describe, expect, test } from 'vitest';
import { rawRequest, rawStream } from '../testing/raw-http.ts';
import { sessionUrl, suiteServer } from '../testing/suite-server.ts';
import { XhrClient } from '../testing/xhr-client.ts';

const server = suiteServer();

interface StreamCase {
  readonly method: 'GET' | 'POST';
  readonly endpoint: string;
  readonly contentType: string;
  readonly prelude: string | RegExp;
  /** The form of a frame on the wire. */
  wrap(frame: string): string;
}

const HTMLFILE_PRELUDE = `<!doctype html>
<html><head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
</head><body><h2>Don't panic!</h2>
  <script>
    document.domain = document.domain;
    var c = parent.callback;
    c.start();
    function p(d) {c.message(d);};
    window.onload = function() {c.stop();};
  </script>`;

const CASES: readonly StreamCase[] = [
  {
    method: 'POST',
    endpoint: 'xhr_streaming',
    contentType: 'application/javascript; charset=UTF-8',
    prelude: `${'h'.repeat(2048)}\n`,
    wrap: (frame) => `${frame}\n`,
  },
  {
    method: 'GET',
    endpoint: 'eventsource',
    contentType: 'text/event-stream',
    prelude: '\r\n',
    wrap: (frame) => `data: ${frame}\r\n\r\n`,
  },
  {
    method: 'GET',
    endpoint: 'htmlfile?c=%63allback',
    contentType: 'text/html; charset=UTF-8',
    prelude: `${HTMLFILE_PRELUDE.padEnd(1024)}\r\n\r\n`,
    wrap: (frame) => `<script>\np(${JSON.stringify(frame)});\n</script>\r\n`,
  },
];

describe.each(CASES)('$endpoint', ({ method, endpoint, contentType, prelude, wrap }) => {
  const open = (url = sessionUrl()) => rawStream(server.port, method, `${url}/${endpoint}`);

  test('begins with its prelude and the open frame, one chunk each', async () => {
    const { head, stream } = await open();
    expect(head.status).toBe(200);
    expect(head.headers.get('content-type')).toBe(contentType);
    expect(head.headers.get('cache-control')).toBe(
      'no-store, no-cache, no-transform, must-revalidate, max-age=0',
    );
    expect(head.headers.get('transfer-encoding')).toBe('chunked');
    expect(await stream.readChunk()).toBe(prelude);
    expect(await stream.readChunk()).toBe(wrap('o'));
    stream.close();
  });

  test('sends messages as they arrive', async () => {
    const url = sessionUrl();
    const { stream } = await open(url);
    await stream.readChunk();
    await stream.readChunk();
    const xhr = new XhrClient(server.port, url);
    await xhr.send('["x"]');
    expect(await stream.readChunk()).toBe(wrap('a["x"]'));
    await xhr.send('["  \\u0000\\n\\r "]');
    expect(await stream.readChunk()).toBe(wrap('a["  \\u0000\\n\\r "]'));
    stream.close();
  });

  test('ends when one frame reaches the limit', async () => {
    const url = sessionUrl();
    const { stream } = await open(url);
    await stream.readChunk();
    await stream.readChunk();
    const xhr = new XhrClient(server.port, url);
    await xhr.send(JSON.stringify(['x'.repeat(4096)]));
    expect(await stream.readChunk()).toBe(wrap(`a["${'x'.repeat(4096)}"]`));
    expect(await stream.readChunk()).toBe('');
    await xhr.send('["y"]');
    expect(await xhr.frame()).toBe('a["y"]\n');
    stream.close();
  });

  test('ends after the close frame, which later requests get too', async () => {
    const url = sessionUrl('/close');
    const { stream } = await open(url);
    expect([await stream.readChunk(), await stream.readChunk()]).toEqual([prelude, wrap('o')]);
    expect(await stream.readChunk()).toBe(wrap('c[3000,"Go away!"]'));
    expect(await stream.readChunk()).toBe('');
    const { stream: next } = await open(url);
    await next.readChunk();
    expect(await next.readChunk()).toBe(wrap('c[3000,"Go away!"]'));
    expect(await next.readChunk()).toBe('');
    stream.close();
    next.close();
  });

  test('refuses a second receiver with 2010 and ends it', async () => {
    const url = sessionUrl();
    const { stream } = await open(url);
    await stream.readChunk();
    await stream.readChunk();
    const { stream: second } = await open(url);
    await second.readChunk();
    expect(await second.readChunk()).toBe(wrap('c[2010,"Another connection still open"]'));
    expect(await second.readChunk()).toBe('');
    stream.close();
    second.close();
  });

  test('ends the session when it is aborted', async () => {
    const url = sessionUrl();
    const { stream } = await open(url);
    await stream.readChunk();
    await stream.readChunk();
    stream.close();
    const { stream: next } = await open(url);
    await next.readChunk();
    expect(await next.readChunk()).toBe(wrap('o'));
    next.close();
  });
});

describe('xhr_streaming', () => {
  test('ends after many small frames too', async () => {
    const xhr = new XhrClient(server.port, sessionUrl());
    const stream = await xhr.stream();
    expect(await stream.readChunk()).toBe('o\n');
    const frame = `a["${'x'.repeat(128)}"]\n`;
    for (let count = 0; count < 31; count++) {
      await xhr.send(JSON.stringify(['x'.repeat(128)]));
      expect(await stream.readChunk()).toBe(frame);
    }
    expect(await stream.readChunk()).toBe('');
    stream.close();
  });
});

describe('eventsource', () => {
  test('escapes the percent sign, because the client decodes it', async () => {
    const url = sessionUrl();
    const { stream } = await rawStream(server.port, 'GET', `${url}/eventsource`);
    await stream.readChunk();
    await stream.readChunk();
    await new XhrClient(server.port, url).send('["100%41"]');
    expect(await stream.readChunk()).toBe('data: a["100%2541"]\r\n\r\n');
    stream.close();
  });
});

describe('htmlfile', () => {
  test('never lets a message end the script element', async () => {
    const url = sessionUrl();
    const { stream } = await rawStream(server.port, 'GET', `${url}/htmlfile?c=callback`);
    await stream.readChunk();
    await stream.readChunk();
    await new XhrClient(server.port, url).send('["</script><script>alert(1)</script><!--"]');
    const chunk = await stream.readChunk();
    expect(chunk.match(/</g)).toHaveLength(2);
    const literal = /p\((".*")\);/.exec(chunk)?.[1] ?? '';
    expect(JSON.parse(literal)).toBe('a["</script><script>alert(1)</script><!--"]');
    stream.close();
  });

  test.each([
    ['', '"callback" parameter required'],
    ['?x=y', '"callback" parameter required'],
    ['?c=', 'invalid "callback" parameter'],
    ['?c=a(b)', 'invalid "callback" parameter'],
    ['?c=%3Cscript%3E', 'invalid "callback" parameter'],
    [`?c=${'a'.repeat(33)}`, 'invalid "callback" parameter'],
  ])('with the query %j is refused', async (query, reason) => {
    const response = await rawRequest(server.port, 'GET', `${sessionUrl()}/htmlfile${query}`);
    expect(response.status).toBe(500);
    expect(response.body).toBe(reason);
  });
});
