/** This page's end of the worker that all pages share. The list loads it before all else, so it does no more than begin. */

import { FIRST_ID, type PageMessage } from './page-port.ts';

export interface PageWorker {
  /** Undefined where there are no shared workers, or the browser stores nothing for the site. */
  readonly worker: SharedWorker | undefined;
  /** The route of the page's first stream, if it was begun. What the worker says waits until somebody listens to its port. */
  begun: string | undefined;
  /** The worker did not start. */
  hasFailed: boolean;
}

let page: PageWorker | undefined;

/** Starts the worker, once. */
export function pageWorker(): PageWorker {
  if (page !== undefined) return page;
  const started: PageWorker = { worker: startWorker(), begun: undefined, hasFailed: false };
  started.worker?.addEventListener('error', () => {
    started.hasFailed = true;
  });
  page = started;
  return started;
}

/** Opens the page's first stream before the page asks for it. A page that never does is gone for the worker, after a while. */
export function beginStream(route: string): void {
  // The page was faster, and has opened it.
  if (page !== undefined) return;
  const started = pageWorker();
  const held: PageMessage = { [FIRST_ID]: route };
  started.worker?.port.postMessage(held);
  started.begun = route;
}

function startWorker(): SharedWorker | undefined {
  if (typeof SharedWorker === 'undefined') return undefined;
  try {
    return new SharedWorker(new URL('./pod-worker.ts', import.meta.url));
  } catch {
    return undefined;
  }
}
