import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The messages about pods and the pod list. */
export const podsCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type PodsMessages = MessagesOf<typeof podsCatalog>;
