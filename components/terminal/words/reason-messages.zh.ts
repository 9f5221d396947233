import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './reason-messages.ts';

export const chinese: Translated<typeof english> = {
  label: '原因',
  example: '工单或任务，例如 INC-1234：队列堵塞',
  open: '打开 Shell',
  openWithout: '不填原因，直接打开',
};
