import { catalog } from '#components/language/catalog.ts';
import { messages } from './site-messages.ts';
import { chinese } from './site-messages.zh.ts';

/** The messages about the site as a whole. */
export const siteCatalog = catalog({ en: messages, 'zh-CN': chinese });
