import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './failure-messages.ts';
import { chinese } from './failure-messages.zh.ts';

/** Why there is no shell, by the code of the problem. */
export const failureCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type FailureMessages = MessagesOf<typeof failureCatalog>;
