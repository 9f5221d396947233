/**
 * Import this before xterm in a worker, which has no page. While it is loaded, xterm 6.0.0 asks what `document` can do, and
 * for a `window` unless there is a `process` with a `title`, as in Node. The bundler provides a `process` to every module
 * that uses the name. The page has the same code in its cache, so that no second build of xterm is needed.
 */

declare const process: { title?: string } | undefined;

if (typeof process !== 'undefined') process.title ??= 'worker';

if (!('document' in globalThis)) Object.assign(globalThis, { document: {} });

export {};
