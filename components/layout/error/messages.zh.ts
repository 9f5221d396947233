import type { Translated } from '#components/language/catalog.ts';
import type { messages } from './messages.ts';

export const chinese: Translated<typeof messages> = {
  title: '页面加载失败',
  text: 'Podshell 发生内部错误。请重试。如果问题持续出现，请查看服务器日志。',
  digest: (digest) => `错误编号：${digest}`,
  tryAgain: '重试',
};
