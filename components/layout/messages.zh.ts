import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  product: 'Podshell',
  home: 'Podshell，前往 Pod 列表',
  skip: '跳到正文',
  context: '上下文',
  chooseContext: '切换上下文',
  everywhere: '通用',
  contextSearch: '查找上下文',
  noContextMatch: '没有匹配的上下文。',
  contextUnknown: (name) => `${name}（不存在）`,
  contextHint: (user, cluster, namespace) =>
    `用户 ${user}，集群 ${cluster}${namespace === '' ? '' : `，命名空间 ${namespace}`}`,
  contextUnusable: (reason) => `不可用：${reason}`,
  noContexts: '没有上下文',
  noContextChosen: '请选择上下文',
  language: '语言',
  theme: '主题',
  light: '浅色',
  dark: '深色',
  system: '跟随系统',
  account: '账号',
};
