import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The messages of the log viewer. */
export const logsCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type LogsMessages = MessagesOf<typeof logsCatalog>;
