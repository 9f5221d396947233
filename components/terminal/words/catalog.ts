import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './terminal-messages.ts';
import { chinese } from './terminal-messages.zh.ts';

/** A terminal, and all around it. */
export const terminalCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type TerminalMessages = MessagesOf<typeof terminalCatalog>;
