/** Explains why a server cannot listen and names the setting to change; undefined for other errors. */
export function explainListenError(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use: stop what listens there, or set PORT to another one.`;
    case 'EACCES':
      return `Port ${port} needs rights that this process lacks: set PORT to 1024 or more.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST is ${host}, which is not an address of this machine.`;
    default:
      return undefined;
  }
}
