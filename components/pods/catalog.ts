import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Pods, and all that the list of them says. */
export const podsCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type PodsMessages = MessagesOf<typeof podsCatalog>;
