/** What deploy/Dockerfile says of the final image. */

export interface ImageConfig {
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly healthcheck: readonly string[];
  readonly user: string;
  /** Defaults of the build arguments. */
  readonly args: Readonly<Record<string, string>>;
}

/** Reads the last stage of a Dockerfile. @throws Error if an instruction that Podshell's image needs is missing */
export function readDockerfile(text: string): ImageConfig {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim());
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const only = (pattern: RegExp): string => {
    const found = last.flatMap((line) => pattern.exec(line)?.[1] ?? []);
    if (found.length !== 1) throw new Error(`deploy/Dockerfile: one line must match ${pattern}`);
    return found[0] ?? '';
  };
  return {
    env: pairs(last.filter((line) => line.startsWith('ENV ')).join(' ')),
    // JSON, so no shell starts it.
    entrypoint: JSON.parse(only(/^ENTRYPOINT (\[.*\])$/)) as string[],
    healthcheck: JSON.parse(only(/^HEALTHCHECK .*CMD (\[.*\])$/)) as string[],
    user: only(/^USER (\S+)$/),
    args: pairs(lines.filter((line) => line.startsWith('ARG ')).join(' ')),
  };
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
