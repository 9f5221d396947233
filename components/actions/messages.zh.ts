import type { Translated } from '#components/language/catalog.ts';
import type { messages } from './messages.ts';

export const chinese: Translated<typeof messages> = {
  andThen: '然后',
};
