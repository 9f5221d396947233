import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The messages of the page for unexpected errors. */
export const errorCatalog = catalog({ en: messages, 'zh-CN': chinese });
