/** Sentences as one text. Chinese ones have their space in the full stop. Empty ones are left out. */
export function sentences(...all: readonly (string | false | undefined)[]): string {
  let text = '';
  for (const sentence of all) {
    if (!sentence) continue;
    text += text === '' || text.endsWith('。') ? sentence : ` ${sentence}`;
  }
  return text;
}
