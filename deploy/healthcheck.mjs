/** For images without a shell: ends with 0 if the server of this container answers, else with 1 and the reason. */

const TIMEOUT_MS = 3000;

const isSecure = Boolean(process.env.PODSHELL_TLS_CERT);
const { get } = await import(isSecure ? 'node:https' : 'node:http');

const request = get(
  {
    host: '127.0.0.1',
    port: process.env.PORT || 3000,
    path: '/healthz',
    headers: { host: 'localhost' },
    timeout: TIMEOUT_MS,
    // The certificate is for the name that browsers use.
    rejectUnauthorized: false,
  },
  ({ statusCode }) => end(statusCode === 200 ? undefined : `/healthz answers ${statusCode}`),
);
request.on('timeout', () => end(`/healthz has not answered within ${TIMEOUT_MS} ms`));
request.on('error', (error) => end(error.message));

/** @param {string | undefined} failure */
function end(failure) {
  if (failure !== undefined) process.stderr.write(`${failure}\n`);
  process.exit(failure === undefined ? 0 : 1);
}
