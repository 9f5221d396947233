/** Sends one event and stays open. `?left` tells whether the client has disconnected. */
export const dynamic = 'force-dynamic';

const seen = { left: Promise.withResolvers() };

export async function GET(request) {
  if (new URL(request.url).searchParams.has('left')) {
    await seen.left.promise;
    return new Response('left');
  }
  request.signal.addEventListener('abort', () => seen.left.resolve());
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: first\n\n')),
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' },
  });
}
