/**
 * Imported before xterm, so that it learns which browser and system it runs on. xterm 6.0.0 takes a `process` with a
 * `title` for Node, then looks at no platform and knows no Mac, Linux, Windows or Firefox; so do its add-ons. The
 * bundler gives `process` to everything that names it, and that has a title.
 */

declare const process: { title?: string } | undefined;

if (typeof window !== 'undefined' && typeof process !== 'undefined') delete process.title;

export {};
