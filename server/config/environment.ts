/** The one reader of `process.env`. */

import nextEnv from '@next/env';
import type { Environment } from './load-settings.ts';

/**
 * The environment with the `.env` files of `directory` under it, read as Next reads them: `.env`, `.env.local`,
 * `.env.production` or `.env.development`, and so on; a variable that is set already wins. Names the mode to
 * libraries through NODE_ENV when nobody has, and keeps Next from reporting its use.
 */
export function readEnvironment(directory: string, dev: boolean): Environment {
  const mode: Record<string, string | undefined> = process.env;
  mode.NODE_ENV ??= dev ? 'development' : 'production';
  mode.NEXT_TELEMETRY_DISABLED ??= '1';
  // Set by `node --watch` for its own child. Next's compile workers inherit it and then report to Next what was
  // meant for the watcher, which Next takes for an answer and fails.
  delete mode.WATCH_REPORT_DEPENDENCIES;
  const silent = { info: () => undefined, error: () => undefined };
  return { ...nextEnv.loadEnvConfig(directory, dev, silent).combinedEnv };
}
