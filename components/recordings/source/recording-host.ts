/** The worker's side: reads one recording, and answers its page. */

import type { Failure } from '#components/failures/read-failure.ts';
import { CastFailure } from './cast-failure.ts';
import type { Found } from './output-search.ts';
import type { ReaderOptions } from './recording-reader.ts';
import { RecordingReader } from './recording-reader.ts';
import type { PageMessage, WorkerMessage } from './worker-port.ts';

export interface HostOptions extends Pick<ReaderOptions, 'digest' | 'clock' | 'turn'> {
  /** @param id of the recording */
  readonly open: (id: string) => ReaderOptions['file'];
  readonly post: (message: WorkerMessage) => void;
}

/** Between two reports of what is known, while it is read. Milliseconds. */
const REPORT_MS = 100;

export class RecordingHost {
  readonly #options: HostOptions;
  #reader: RecordingReader | undefined;
  #search = new AbortController();
  #isReporting = false;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  receive(message: PageMessage): void {
    switch (message.kind) {
      case 'open':
        void this.#open(message.id, message.isLive);
        return;
      case 'segment':
        void this.#segment(message);
        return;
      case 'search':
        this.#search.abort();
        this.#search = new AbortController();
        void this.#find(message, this.#search.signal);
        return;
      default:
        message satisfies never;
    }
  }

  async #open(id: string, isLive: boolean): Promise<void> {
    const { open, post, digest, clock, turn } = this.#options;
    const reader = new RecordingReader({ file: open(id), isLive, digest, clock, turn });
    this.#reader = reader;
    reader.subscribe(() => this.#report());
    try {
      await reader.read();
      post({ kind: 'reading', reading: reader.prepared });
    } catch (error) {
      post({ kind: 'failed', failure: failureOf(error) });
    }
  }

  #report(): void {
    if (this.#isReporting) return;
    this.#isReporting = true;
    this.#options.clock.after(REPORT_MS, () => {
      this.#isReporting = false;
      if (this.#reader !== undefined) this.#options.post({ kind: 'reading', reading: this.#reader.prepared });
    });
  }

  async #segment({ call, wish }: PageMessage & { kind: 'segment' }): Promise<void> {
    const segment = await this.#reader?.segment(wish).catch(() => undefined);
    this.#options.post({ kind: 'segment', call, segment });
  }

  async #find({ call, text }: PageMessage & { kind: 'search' }, signal: AbortSignal): Promise<void> {
    const { post } = this.#options;
    const tell = (state: 'searching' | 'whole' | 'too-many' | 'failed', found: readonly Found[] = []) => {
      if (!signal.aborted) post({ kind: 'found', call, found, state });
    };
    // Each at once: the first one is where the user goes, and there are few.
    const add = (one: Found) => tell('searching', [one]);
    try {
      const isWhole = text === '' || (await this.#reader?.search(text, add, signal)) !== false;
      tell(isWhole ? 'whole' : 'too-many');
    } catch {
      tell('failed');
    }
  }
}

/** What is no recording has a code of its own. */
function failureOf(error: unknown): Failure {
  if (error instanceof CastFailure) return error.failure;
  return { code: 'recording-unreadable', detail: '' };
}
