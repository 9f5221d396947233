/** Several routes over one connection: `/api/pods/streams`. */

import { type PodStreamOpened, type PodSubjects, subjectEventName } from '#protocol/pod-streams.ts';
import { CLOSED, dropped, EVENT_TYPES, type EventSourceLike, type Sink } from './event-source.ts';

export interface CombinedEnvironment {
  /** Opens the combined stream. */
  openCombined(): EventSourceLike;
  /** Tells the server what the stream of this name carries. False if it refuses or does not answer; never rejects. */
  carry(stream: string, carried: PodSubjects): Promise<boolean>;
}

interface Carried {
  readonly query: string;
  readonly sink: Sink;
  /** Aborted when the subject has left. */
  readonly left: AbortController;
}

export class CombinedStream {
  readonly #environment: CombinedEnvironment;
  readonly #subjects = new Map<string, Carried>();
  #source: EventSourceLike | undefined;
  /** The server's name of the stream; undefined while there is none. */
  #stream: string | undefined;
  /** What the server has been told last. */
  #told = '';
  #isTelling = false;
  #names = 0;

  constructor(environment: CombinedEnvironment) {
    this.#environment = environment;
  }

  /** Adds a route; the others notice nothing. The returned function takes it away. */
  open(route: string, sink: Sink): () => void {
    this.#names += 1;
    const name = String(this.#names);
    const subject = { query: route.split('?')[1] ?? '', sink, left: new AbortController() };
    this.#subjects.set(name, subject);
    if (this.#source === undefined) this.#connect();
    else this.#listen(this.#source, name, subject);
    void this.#tell();
    return () => this.#remove(name);
  }

  #connect(): void {
    const source = this.#environment.openCombined();
    this.#source = source;
    source.addEventListener('opened', (message) => {
      if (this.#source !== source) return;
      const { stream } = JSON.parse((message as MessageEvent<string>).data) as PodStreamOpened;
      this.#stream = stream;
      void this.#tell();
    });
    source.addEventListener('error', () => {
      if (this.#source === source) this.#onError(source.readyState);
    });
    for (const [name, subject] of this.#subjects) this.#listen(source, name, subject);
  }

  #listen(source: EventSourceLike, name: string, { sink, left: { signal } }: Carried): void {
    for (const type of EVENT_TYPES) {
      const onEvent = (message: Event) => sink([type, (message as MessageEvent<string>).data]);
      source.addEventListener(subjectEventName(name, type), onEvent, { signal });
    }
    // The page asks for the reason itself, as it does after a refused EventSource.
    const onRefused = () => {
      this.#remove(name);
      sink(dropped(CLOSED));
    };
    source.addEventListener(subjectEventName(name, 'refused'), onRefused, { signal });
  }

  #remove(name: string): void {
    this.#subjects.get(name)?.left.abort();
    if (!this.#subjects.delete(name)) return;
    if (this.#subjects.size > 0) void this.#tell();
    else this.#disconnect();
  }

  #disconnect(): void {
    this.#source?.close();
    this.#source = undefined;
    this.#stream = undefined;
  }

  /** @param readyState of the EventSource: it reconnects by itself, or has given up */
  #onError(readyState: number): void {
    this.#stream = undefined;
    const subjects = [...this.#subjects];
    if (readyState === CLOSED) {
      this.#disconnect();
      for (const [name] of subjects) this.#remove(name);
    }
    for (const [, { sink }] of subjects) sink(dropped(readyState));
  }

  /** One request after the other, so that the last one says what is wanted. */
  async #tell(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (;;) {
      const stream = this.#stream;
      if (stream === undefined) break;
      const subjects = Object.fromEntries([...this.#subjects].map(([name, { query }]) => [name, query]));
      const wanted = JSON.stringify([stream, subjects]);
      if (wanted === this.#told) break;
      const isDone = await this.#environment.carry(stream, { subjects });
      if (isDone) this.#told = wanted;
      else if (this.#stream === stream) this.#onError(CLOSED);
    }
    this.#isTelling = false;
  }
}
