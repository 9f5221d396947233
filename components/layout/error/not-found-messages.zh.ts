import type { Translated } from '#components/language/catalog.ts';
import type { messages } from './not-found-messages.ts';

export const chinese: Translated<typeof messages> = {
  title: '页面不存在',
  text: '请检查地址，或前往 Pod 列表。',
  toPods: '前往 Pod 列表',
};
