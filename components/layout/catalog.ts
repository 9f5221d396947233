import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The messages of the layout. */
export const frameCatalog = catalog({ en: messages, 'zh-CN': chinese });
