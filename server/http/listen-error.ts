/** A listener besides the server's own cannot listen. The message is a sentence that names the setting to change. */
export class ListenError extends Error {}

/**
 * Explains why a listener that one setting of the form `host:port` names cannot listen.
 * @param error the system's
 */
export function listenErrorOf(
  error: unknown,
  { name, value }: { readonly name: string; readonly value: string },
): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = typeof code === 'string' ? REASONS[code] : undefined;
  if (reason === undefined) return error;
  return new ListenError(`${name} is ${JSON.stringify(value)}, ${reason}`, { cause: error });
}

const NO_ADDRESS = 'but the host is not an address of this machine. Name one that is, such as 127.0.0.1.';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'but the port is already in use there. Stop the program that uses it, or name another port.',
  EACCES: 'but there is no permission to listen on that port. Name one from 1024 on.',
  EADDRNOTAVAIL: NO_ADDRESS,
  ENOTFOUND: NO_ADDRESS,
};

/** Explains why a server cannot listen and names the setting to change; undefined for other errors. */
export function explainListenError(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is already in use. Stop the program that uses it, or set PORT to another port.`;
    case 'EACCES':
      return `No permission to listen on port ${port}. Set PORT to 1024 or higher.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST is ${host}, which is not an address of this machine. Set HOST to one that is, such as 127.0.0.1.`;
    default:
      return undefined;
  }
}
