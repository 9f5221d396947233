import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './layer-messages.ts';

export const chinese: Translated<typeof english> = {
  title: '命令面板',
  description: '搜索 Pod、Shell、命名空间、上下文和命令。',
  placeholder: '搜索 Pod、Shell 和命令',
  helpTitle: '键盘快捷键',
  helpText: '在终端中，除标明的按键外，所有按键都发送给 Shell。',
  inTerminal: '在终端中可用',
  close: '关闭',
  nothing: '无结果。',
  loading: '正在加载 Pod、命名空间、上下文和运行中的 Shell',
  found: (count) => `${count} 个结果`,

  groups: {
    recent: '收藏和最近使用的 Pod',
    pods: 'Pod',
    containers: '其他容器',
    logs: '日志',
    running: '运行中的 Shell',
    namespaces: '切换命名空间',
    contexts: '切换上下文',
    commands: '命令',
  },
  openShell: 'Shell',
  openPod: 'Pod 页面',
  kinds: { regular: '', init: 'Init 容器', sidecar: '边车容器', ephemeral: '调试容器' },
  containerState: { running: '', stopped: '未运行' },
  keys: {
    move: '前往其他结果',
    choose: '打开 Shell，或运行所选项',
    page: '打开 Pod 页面',
    end: '结束所选的运行中的 Shell',
    close: '关闭',
    pageGroup: '列表和页面',
    scroll: '滚动页面',
    add: '在命名空间选择器中添加命名空间',
  },
  allNamespaces: '所有命名空间',
  podWords: (namespace, container, status) =>
    `${namespace} ${container} ${status} 终端 pod shell terminal exec`,
  logOf: (pod) => `${pod} 的日志`,
  logWords: (namespace, container) => `${namespace} ${container} 日志 log logs output`,
  containerWords: (namespace, kind) => `${namespace} ${kind} 容器 终端 container shell terminal exec`,
  runningWords: (namespace, container) =>
    `${namespace} ${container} 运行中 终端 会话 running shell session terminal`,
  endRunning: '结束 Shell',
  endedRunning: (pod) => `已结束 ${pod} 中的 Shell。`,
  notEnded: (pod) => `无法结束 ${pod} 中的 Shell。请重试。`,
  namespaceWords: '命名空间 namespace pods',
  contextWords: (user, cluster) => `上下文 集群 context cluster ${user} ${cluster}`,
  failed: '部分结果缺失。',
};
