/** A shipper that only notes what it is told. */

import type { OpenedRecording, RecordingHealth, RecordingProgress, Shipper, StoredMeta } from '../ports.ts';

export class FakeShipper implements Shipper {
  readonly recordings = new Map<
    string,
    { readonly opened: OpenedRecording; progress?: RecordingProgress; final?: StoredMeta; dropped?: true }
  >();
  /** Set: {@link opened} rejects with it. */
  refusal: Error | undefined;
  /** Set: {@link opened} waits for it. */
  stalled: Promise<void> | undefined;
  readonly #failing = new Map<string, RecordingHealth>();
  readonly #listeners = new Set<(id: string, health: RecordingHealth) => void>();

  async opened(opened: OpenedRecording): Promise<void> {
    this.recordings.set(opened.meta.id, { opened });
    await this.stalled;
    if (this.refusal !== undefined) throw this.refusal;
  }

  grew(id: string, progress: RecordingProgress): void {
    const recording = this.recordings.get(id);
    if (recording !== undefined) recording.progress = progress;
  }

  closed(id: string, final: StoredMeta): void {
    const recording = this.recordings.get(id);
    if (recording !== undefined) recording.final = final;
  }

  dropped(id: string): void {
    const recording = this.recordings.get(id);
    if (recording !== undefined) recording.dropped = true;
  }

  readonly figures = { live: 0, waiting: 0, failing: 0, sentBytes: 0 };

  health(id: string): RecordingHealth {
    return this.#failing.get(id) ?? { kind: 'ok' };
  }

  onHealth(listener: (id: string, health: RecordingHealth) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The store takes nothing any more. */
  fail(id: string, now: number): void {
    this.#tell(id, { kind: 'failing', since: now, reason: 'The store does not answer' });
  }

  /** The store has lost what it had. */
  lose(id: string): void {
    this.#tell(id, { kind: 'lost', reason: 'The store has no such upload' });
  }

  #tell(id: string, health: RecordingHealth): void {
    this.#failing.set(id, health);
    for (const listener of this.#listeners) listener(id, health);
  }

  async dispose(): Promise<void> {}
}
