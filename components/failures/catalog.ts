import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Why something failed, by the code of the failure. */
export const failureCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type FailureMessages = MessagesOf<typeof failureCatalog>;
