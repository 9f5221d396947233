import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  product: 'Podshell',
  home: 'Podshell，前往 Pod 列表',
  skip: '跳到正文',
  context: '上下文',
  chooseContext: '选择上下文',
  everywhere: '全局',
  contextSearch: '查找上下文',
  noContextMatch: 'kubeconfig 中没有这个名称的上下文。',
  contextUnknown: (name) => `${name}（未知）`,
  contextHint: (user, cluster, namespace) =>
    `用户 ${user}，集群 ${cluster}${namespace === '' ? '' : `，命名空间 ${namespace}`}`,
  noContexts: '没有上下文',
  description: '在浏览器中打开 Kubernetes Pod 的 Shell。',
  language: '语言',
  theme: '主题',
  light: '浅色',
  dark: '深色',
  system: '跟随系统',
  notFoundTitle: '没有这个页面',
  notFoundText: '地址可能有误，或者它指向的内容已不存在。',
  toPods: '前往 Pod 列表',
  errorTitle: '无法显示此页面',
  errorText: 'Podshell 自身出了问题。重试往往有效；具体原因请看服务器日志。',
  errorDigest: (digest) => `参考编号 ${digest}`,
  tryAgain: '重试',
};
