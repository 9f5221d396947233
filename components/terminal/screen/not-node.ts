/**
 * Import this before xterm, so that it detects the browser and the system. xterm 6.0.0 and its addons take a `process`
 * with a `title` for Node, and then detect no platform and no Firefox. The bundler provides such a `process` to every
 * module that uses the name.
 */

declare const process: { title?: string } | undefined;

if (typeof window !== 'undefined' && typeof process !== 'undefined') delete process.title;

export {};
