import { AnswerTooLargeError } from '../errors/api-error.ts';

/**
 * Splits a byte stream into lines; the last one needs no newline. Skips empty lines.
 * @param maxBytes longest line; the memory of a longer one would have no bound
 * @throws AnswerTooLargeError
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      if (end > start) yield rest.slice(start, end);
      start = end + 1;
    }
    rest = rest.slice(start);
    if (rest.length > maxBytes) throw new AnswerTooLargeError(maxBytes);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
