import type { Translated } from '#components/language/catalog.ts';
import type { messages } from './messages.ts';

export const chinese: Translated<typeof messages> = {
  podLinks: 'Pod',
  onOwnPage: '在整页中打开',
  otherShellIn: '选择 Shell 或命令',
  otherShellOf: (container) => `在 ${container} 中选择 Shell 或命令`,
  debug: '添加调试容器…',
  attachTo: '附加到主进程',
  attachOf: (container) => `附加到 ${container} 的主进程`,
  shellOnOwnPage: (container) => `${container}，整页`,
  logs: '日志',
  logOfAll: '所有容器',
  logsOfPodsOf: (owner) => `${owner} 所有 Pod 的日志`,
  logOf: (container) => `${container} 的日志`,
  defaultContainer: '默认',
};
