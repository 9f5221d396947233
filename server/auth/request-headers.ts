import type { IncomingHttpHeaders } from 'node:http';

/** The headers of a Node request as the Fetch `Headers` that Next's routes use. Repeated headers are joined. */
export function toHeaders(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    for (const item of value === undefined ? [] : [value].flat()) headers.append(name, item);
  }
  return headers;
}
