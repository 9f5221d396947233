import { catalog } from '#components/language/catalog.ts';
import { messages } from './not-found-messages.ts';
import { chinese } from './not-found-messages.zh.ts';

/** The messages of the 404 page. */
export const notFoundCatalog = catalog({ en: messages, 'zh-CN': chinese });
