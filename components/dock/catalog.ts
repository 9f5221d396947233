import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The dock of terminals. */
export const dockCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type DockMessages = MessagesOf<typeof dockCatalog>;
