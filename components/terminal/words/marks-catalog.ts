import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './marks-messages.ts';
import { chinese } from './marks-messages.zh.ts';

/** The commands that a shell marks. */
export const marksCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type MarksMessages = MessagesOf<typeof marksCatalog>;
