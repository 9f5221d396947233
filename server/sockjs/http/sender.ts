/** `xhr_send` and `jsonp_send`: a request with messages from the client. Source: "XhrPolling" and "JsonpPolling". */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageTooBig, TOO_MANY_MESSAGES } from '../close-frame.ts';
import type { ResolvedOptions } from '../options.ts';
import { FormDecoder } from './form-decoder.ts';
import { BodyError, MessageDecoder } from './message-decoder.ts';
import { respondError } from './respond.ts';
import type { HttpSession } from './session.ts';

/** The send request format of one transport. */
export interface SenderFormat {
  /** Media types of a JSON body, in lower case. */
  readonly jsonTypes: ReadonlySet<string>;
  readonly acceptsForm: boolean;
  /** Sends the success response. */
  respond(response: ServerResponse): void;
}

const FORM = 'application/x-www-form-urlencoded';
/** Up to this many UTF-16 code units a body is delivered all or nothing; a longer one chunk by chunk. */
const WHOLE_UNITS = 256 * 1024;

export class Sender {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #format: SenderFormat;
  readonly #session: HttpSession;
  readonly #decoder: MessageDecoder;
  readonly #form: FormDecoder | undefined;
  readonly #options: ResolvedOptions;
  readonly #onDone: () => void;
  readonly #typeAccepted: boolean;
  readonly #unwatch: () => void;
  #messages: string[] = [];
  /** Index of the first undelivered message. */
  #next = 0;
  /** UTF-16 code units of the messages. */
  #units = 0;
  #delivering = false;
  #complete = false;
  #done = false;

  /** @param onDone called once, when the request is answered or aborted */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    format: SenderFormat,
    session: HttpSession,
    options: ResolvedOptions,
    onDone: () => void,
  ) {
    this.#request = request;
    this.#response = response;
    this.#format = format;
    this.#session = session;
    this.#options = options;
    this.#onDone = onDone;
    this.#decoder = new MessageDecoder(options);
    this.#unwatch = session.watchReading(() => this.#deliver());
    const type = mediaType(request);
    this.#form = format.acceptsForm && type === FORM ? new FormDecoder() : undefined;
    this.#typeAccepted = this.#form !== undefined || format.jsonTypes.has(type);
    response.on('close', () => this.#finish());
  }

  /** Reads the request and answers it. */
  start(): void {
    if (this.#typeAccepted) this.#read();
    else this.#refuse(new BodyError('unexpected'));
  }

  #read(): void {
    this.#request.on('data', (chunk: Buffer) => this.#decode(() => this.#take(chunk)));
    this.#request.on('end', () =>
      this.#decode(() => {
        if (this.#form !== undefined) this.#decoder.push(this.#form.finish());
        this.#decoder.finish();
        this.#complete = true;
        this.#deliver();
      }),
    );
  }

  #take(chunk: Buffer): void {
    for (const message of this.#decoder.push(this.#form?.push(chunk) ?? chunk)) {
      this.#messages.push(message);
      this.#units += message.length;
    }
    if (this.#units > WHOLE_UNITS) this.#deliver();
  }

  #decode(step: () => void): void {
    if (this.#done) return;
    try {
      step();
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      this.#refuse(error);
    }
  }

  #deliver(): void {
    if (this.#done || this.#delivering || !(this.#complete || this.#units > WHOLE_UNITS)) return;
    this.#delivering = true;
    while (this.#next < this.#messages.length && !this.#session.readingPaused && this.#session.isOpen) {
      this.#session.deliver(this.#messages[this.#next++] ?? '');
    }
    this.#delivering = false;
    // If a message closed the session, the send still succeeds: the close frame tells the client.
    if (!this.#session.isOpen) this.#answer(() => this.#format.respond(this.#response));
    else if (this.#next < this.#messages.length) this.#request.pause();
    else this.#continue();
  }

  #continue(): void {
    this.#messages = [];
    this.#next = 0;
    this.#units = 0;
    if (this.#complete) this.#answer(() => this.#format.respond(this.#response));
    else this.#request.resume();
  }

  #refuse(error: BodyError): void {
    if (error.fault === 'broken' || error.fault === 'unexpected') {
      this.#answer(() => respondError(this.#response, 500, error.message));
      return;
    }
    const close =
      error.fault === 'too-big' ? messageTooBig(this.#options.maxMessageBytes) : TOO_MANY_MESSAGES;
    // The close frame has the reason. After a failed request the client would give up before it reads that.
    this.#session.reject(close);
    this.#answer(() => this.#format.respond(this.#response));
  }

  #answer(respond: () => void): void {
    this.#finish();
    respond();
  }

  #finish(): void {
    if (this.#done) return;
    this.#done = true;
    this.#unwatch();
    this.#messages = [];
    this.#onDone();
  }
}

function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
