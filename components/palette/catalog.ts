import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The command palette and the list of shortcuts. */
export const paletteCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type PaletteMessages = MessagesOf<typeof paletteCatalog>;
