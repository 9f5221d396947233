import { catalog } from '#components/language/catalog.ts';
import { messages } from './reason-messages.ts';
import { chinese } from './reason-messages.zh.ts';

/** The question why a shell is opened. */
export const reasonCatalog = catalog({ en: messages, 'zh-CN': chinese });
