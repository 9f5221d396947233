import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Running shells of the user, wherever they were opened. */
export const sessionsCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type SessionsMessages = MessagesOf<typeof sessionsCatalog>;
