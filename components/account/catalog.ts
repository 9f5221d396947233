import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The messages of the account menu. */
export const accountCatalog = catalog({ en: messages, 'zh-CN': chinese });
