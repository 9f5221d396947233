import type { Translated } from '#components/language/catalog.ts';
import { CHINESE_UNITS, formatDuration } from '#components/language/duration.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  title: '运行中的 Shell',
  text: (resume, reopen) =>
    '你在此服务器上的 Shell，包括其他窗口中的。' +
    (resume === 0
      ? '连接断开后 Shell 随之结束。'
      : reopen === 0
        ? `窗口关闭后 Shell 随之结束；连接断开后保留 ${formatDuration(resume, CHINESE_UNITS)}。`
        : `关闭窗口后，Shell 保留 ${formatDuration(reopen, CHINESE_UNITS)}；连接断开后保留 ${formatDuration(resume, CHINESE_UNITS)}。`),
  inContainer: (count) => `你在此容器中有 ${count} 个运行中的 Shell。`,
  about: (container, shell, start) =>
    [container, shell, `开始于 ${start}`].filter((part) => part !== '').join(' · '),
  inContext: (context) => `上下文 ${context}`,
  states: { attached: '已连接', detached: '未连接', ending: '正在结束…' },
  left: '仍在运行的 Shell',
  oneLeft: (pod, place) => `你在 ${pod}（${place}）中的 Shell 仍在运行。`,
  someLeft: (count) => `你有 ${count} 个 Shell 仍在运行。`,
  showAll: '显示运行中的 Shell',
  lastLines: '最近的输出',
  takeUp: '在此使用',
  takeUpName: (pod, where, about) => `在此使用 ${pod} 中的 Shell，${where}：${about}`,
  end: '结束',
  endName: (pod, where, about) => `结束 ${pod} 中的 Shell，${where}：${about}`,
  endAll: '全部结束',
  endAllQuestion: (count) => `结束 ${count} 个 Shell 及其中运行的所有程序？`,
  cancel: '取消',
  refresh: '刷新',
  dismiss: '关闭通知',
  more: (count) => `还有 ${count} 个`,
  none: '没有运行中的 Shell',
  incomplete: '列表可能不完整：有 Podshell 副本没有响应。请几秒后刷新。',
  noneText: '请从 Pod 列表中打开 Shell。',
  toPods: '前往 Pod 列表',
  failed: '无法列出运行中的 Shell',
  loading: '正在加载运行中的 Shell',
  columns: {
    pod: 'Pod',
    namespace: '命名空间',
    context: '上下文',
    shell: 'Shell',
    since: '开始时间',
    state: '状态',
  },
};
