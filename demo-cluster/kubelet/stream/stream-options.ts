/** Parses the query of an exec or attach request. */

export interface StreamOptions {
  readonly container: string;
  /** Exec only. */
  readonly command: readonly string[];
  readonly stdin: boolean;
  readonly stdout: boolean;
  /** Always false with a terminal, which has only one output. */
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

/** Reads a bool as Go's query decoder does: anything but a false word is true. */
function isTrue(value: string | null): boolean {
  return value !== null && !['', '0', 'f', 'F', 'false', 'False', 'FALSE'].includes(value);
}
