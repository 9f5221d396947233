/** The only module that reads `process.env`. */

import nextEnv from '@next/env';
import type { Environment } from './load-settings.ts';

/**
 * The environment merged with the `.env` files of `directory`, which are read as Next reads them: `.env`, `.env.local`,
 * `.env.production` or `.env.development`, and so on. A variable that is already set wins. Sets NODE_ENV if it is not
 * set, and turns off Next's telemetry.
 */
export function readEnvironment(directory: string, dev: boolean): Environment {
  const mode: Record<string, string | undefined> = process.env;
  mode.NODE_ENV ??= dev ? 'development' : 'production';
  mode.NEXT_TELEMETRY_DISABLED ??= '1';
  // `node --watch` sets it for its child. Next's compile workers inherit it and then send Next messages that are
  // meant for the watcher; Next takes them for results and fails.
  delete mode.WATCH_REPORT_DEPENDENCIES;
  const silent = { info: () => undefined, error: () => undefined };
  return { ...nextEnv.loadEnvConfig(directory, dev, silent).combinedEnv };
}
