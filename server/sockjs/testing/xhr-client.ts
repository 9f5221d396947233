/** A minimal client of the xhr transports: polls, sends and streams of one session. */

import { RawHttp, type RawRequest, type RawResponse, rawRequest, rawStream } from './raw-http.ts';

export class XhrClient {
  readonly #port: number;
  readonly url: string;

  constructor(port: number, url: string) {
    this.#port = port;
    this.url = url;
  }

  poll(request: RawRequest = {}): Promise<RawResponse> {
    return rawRequest(this.#port, 'POST', `${this.url}/xhr`, request);
  }

  /** Polls once and returns the body. */
  async frame(): Promise<string> {
    return (await this.poll()).body;
  }

  send(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<RawResponse> {
    return rawRequest(this.#port, 'POST', `${this.url}/xhr_send`, { body, headers });
  }

  /** Starts a poll or a stream without waiting for the response head. */
  async hold(endpoint: 'xhr' | 'xhr_streaming' = 'xhr'): Promise<RawHttp> {
    const client = await RawHttp.open(this.#port);
    client.send('POST', `${this.url}/${endpoint}`);
    return client;
  }

  /** Opens a stream and reads its prelude. */
  async stream(): Promise<RawHttp> {
    const { stream } = await rawStream(this.#port, 'POST', `${this.url}/xhr_streaming`);
    await stream.readChunk();
    return stream;
  }
}
