import type { Translated } from '#components/language/catalog.ts';
import type { messages } from './site-messages.ts';

export const chinese: Translated<typeof messages> = {
  description: '在浏览器中打开 Kubernetes Pod 的 Shell。',
};
