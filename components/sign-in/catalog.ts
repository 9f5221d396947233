import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The messages of signing in. */
export const signInCatalog = catalog({ en: messages, 'zh-CN': chinese });
