import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The messages of the menu beside a Shell button. */
export const shellMenuCatalog = catalog({ en: messages, 'zh-CN': chinese });
