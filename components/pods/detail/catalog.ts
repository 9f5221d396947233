import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The page of one pod. */
export const podCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type PodMessages = MessagesOf<typeof podCatalog>;
