/** Debug containers for callers: which images are allowed, limits, and the audit log. */

import type { DebugChoices, DebugEvent, DebugFailure } from '#protocol/debug.ts';
import type { DebugCopyList } from '#protocol/debug-copy.ts';
import type { DebugRequest } from '#protocol/debug-request.ts';
import { checkNames } from '#protocol/names.ts';
import { INTERNAL_ERROR_DETAIL, isPodshellError, PodshellError } from '#protocol/problem.ts';
import { CountedLimit } from '../counted-limit.ts';
import type { Clusters, CreatedDebug, DeletedCopy } from '../kubernetes/ports.ts';
import type { Caller } from '../ports.ts';
import { releasedAtEnd } from './pod-logs.ts';
import { whileSignedIn } from './while-signed-in.ts';

export interface PodDebugOptions {
  readonly clusters: Pick<
    Clusters,
    'debugChoices' | 'startDebug' | 'startCopy' | 'debugCopies' | 'deleteCopy'
  >;
  /** Those that may be used, the default one first. */
  readonly images: readonly string[];
  /** Resolves when the audit log can be written. @throws Error when it cannot */
  readonly auditable: () => Promise<void>;
  /** A container was added to a pod, or a copy of the pod created: for auditors. */
  readonly onCreated: (created: CreatedDebug) => void;
  /** A copy was deleted: for auditors. */
  readonly onDeleted: (deleted: DeletedCopy) => void;
  /** An error that is not the caller's. */
  readonly reportFailure: (error: unknown) => void;
  /** An error that the caller is told of. */
  readonly reportRefusal: (error: PodshellError) => void;
}

export interface DebugTarget {
  readonly namespace: string;
  readonly pod: string;
}

/** Starts that one user may watch at once. */
const MAX_STARTS = 5;

export class PodDebug {
  readonly #options: PodDebugOptions;
  readonly #starts = new CountedLimit(MAX_STARTS);

  constructor(options: PodDebugOptions) {
    this.#options = options;
  }

  /** As `Runtime.debugChoices`. */
  async choices(
    caller: Caller,
    place: DebugTarget & { readonly context?: string | undefined },
  ): Promise<DebugChoices> {
    checkNames(place);
    return await this.#options.clusters.debugChoices(caller, place, this.#options.images);
  }

  /** As `Runtime.startDebug`. */
  start(
    caller: Caller,
    place: DebugTarget,
    request: DebugRequest,
    signal: AbortSignal,
  ): AsyncIterable<DebugEvent> {
    checkNames({ ...place, container: request.target || undefined });
    checkNames({ container: request.replace });
    const release = this.#starts.take(caller.userId);
    if (release === undefined) {
      throw new PodshellError(
        'too-many-requests',
        `You are starting ${MAX_STARTS} debug containers, which is the limit for one user. Wait until they have started.`,
      );
    }
    signal.addEventListener('abort', release, { once: true });
    const events = whileSignedIn(caller, signal, (end) => this.#follow(caller, place, request, end));
    return releasedAtEnd(this.#withFailures(events), release);
  }

  /** As `Runtime.debugCopies`. */
  async copies(
    caller: Caller,
    place: { readonly context?: string | undefined; readonly namespace?: string | undefined },
  ): Promise<DebugCopyList> {
    checkNames(place);
    return await this.#options.clusters.debugCopies(caller, place);
  }

  /** As `Runtime.deleteDebugCopy`. */
  async deleteCopy(
    caller: Caller,
    place: DebugTarget & { readonly context?: string | undefined },
  ): Promise<void> {
    checkNames(place);
    await this.#mustBeAuditable();
    this.#options.onDeleted(await this.#options.clusters.deleteCopy(caller, place));
  }

  /** Never throws: the last event says what has gone wrong. */
  async *#withFailures(events: AsyncIterable<DebugEvent>): AsyncGenerator<DebugEvent, void, undefined> {
    try {
      yield* events;
    } catch (error) {
      yield { type: 'failed', data: this.#failureOf(error) };
    }
  }

  async *#follow(
    caller: Caller,
    place: DebugTarget,
    request: DebugRequest,
    signal: AbortSignal,
  ): AsyncGenerator<DebugEvent, void, undefined> {
    const { clusters, images, onCreated } = this.#options;
    const { context, copy = false, image, profile = 'general', replace, sameNode = false, target } = request;
    const keepsImage = copy && replace !== undefined && image === undefined;
    const chosen = image ?? images[0];
    if (!keepsImage && (chosen === undefined || !images.includes(chosen))) {
      yield { type: 'failed', data: { code: 'debug-image-refused', detail: refusedImage(image, images) } };
      return;
    }
    await this.#mustBeAuditable();
    const where = { ...place, context };
    if (copy) {
      const wish = { image: keepsImage ? undefined : chosen, profile, replace, sameNode };
      yield* clusters.startCopy(caller, where, wish, onCreated, signal);
    } else if (chosen !== undefined) {
      yield* clusters.startDebug(caller, where, { image: chosen, profile, target }, onCreated, signal);
    }
  }

  async #mustBeAuditable(): Promise<void> {
    await this.#options.auditable().catch((cause: unknown) => {
      const detail =
        'Podshell starts and deletes no debug containers while its audit log cannot be written. Ask its administrator to check the server log.';
      throw new PodshellError('audit-unavailable', detail, { cause });
    });
  }

  #failureOf(error: unknown): DebugFailure {
    if (isPodshellError(error)) {
      this.#options.reportRefusal(error);
      return { code: error.code, detail: error.message };
    }
    this.#options.reportFailure(error);
    return { code: 'internal-error', detail: INTERNAL_ERROR_DETAIL };
  }
}

function refusedImage(image: string | undefined, images: readonly string[]): string {
  if (images.length === 0) {
    return 'This server allows no image for debug containers (PODSHELL_DEBUG_IMAGES is empty). Ask its administrator for one.';
  }
  return `This server doesn't allow the image "${image}" for debug containers. Choose one of: ${images.join(', ')}.`;
}
