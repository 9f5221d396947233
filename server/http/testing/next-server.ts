/** The HTTP server with a small Next app. Prints its URL; exits when its stdin ends. */

import { join } from 'node:path';
import { createNextApp } from '../next-app.ts';
import { startTestServer } from './test-server.ts';

const pages = await createNextApp({
  directory: join(import.meta.dirname, 'next-app'),
  dev: process.argv.includes('--dev'),
  // Has colons, which a URL takes in brackets only.
  host: '::1',
  port: 0,
  basePath: '',
});
const { url } = await startTestServer({ pages, dev: process.argv.includes('--dev') });
process.stdout.write(`${url}\n`);
process.stdin.resume().once('end', () => process.exit(0));
