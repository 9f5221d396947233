import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The dialog that starts a debug container. */
export const debugCatalog = catalog({ en: messages, 'zh-CN': chinese });
