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
