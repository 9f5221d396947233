import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Copying links. */
export const linksCatalog = catalog({ en: messages, 'zh-CN': chinese });
