/**
 * Sentences as one text. Chinese ones have their space in the full stop. Empty ones are left out. One that ends in a server's
 * words, which may have no full stop, gets one before the next.
 */
export function sentences(...all: readonly (string | false | undefined)[]): string {
  let text = '';
  for (const sentence of all) {
    if (!sentence) continue;
    if (text !== '' && !/[.!?…。！？]["”』」)]?$/.test(text)) text += '.';
    text += text === '' || text.endsWith('。') ? sentence : ` ${sentence}`;
  }
  return text;
}
