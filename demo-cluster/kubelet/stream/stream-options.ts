/** What the query of an exec or attach request asks for. */

export interface StreamOptions {
  readonly container: string;
  /** Exec only. */
  readonly command: readonly string[];
  readonly stdin: boolean;
  readonly stdout: boolean;
  /** Never with a terminal, which has one output. */
  readonly stderr: boolean;
  readonly tty: boolean;
}

export function parseStreamOptions(query: URLSearchParams): StreamOptions {
  const tty = isTrue(query.get('tty'));
  return {
    container: query.get('container') ?? '',
    command: query.getAll('command'),
    stdin: isTrue(query.get('stdin')),
    stdout: isTrue(query.get('stdout')),
    stderr: isTrue(query.get('stderr')) && !tty,
    tty,
  };
}

/** As Go's query decoder reads a bool: anything but a false word is true. */
function isTrue(value: string | null): boolean {
  return value !== null && !['', '0', 'f', 'F', 'false', 'False', 'FALSE'].includes(value);
}
