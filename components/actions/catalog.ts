import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The labels of keys. */
export const actionsCatalog = catalog({ en: messages, 'zh-CN': chinese });
