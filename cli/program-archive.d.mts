export function packProgram(files: Iterable<readonly [path: string, content: Uint8Array]>): Uint8Array;
export function filesOf(archive: Uint8Array): Generator<[path: string, content: Buffer]>;
export function unpackOnce(readArchive: () => Uint8Array, folders: readonly string[]): string;
