import type { Translated } from '#components/language/catalog.ts';
import type { messages } from './messages.ts';

const number = new Intl.NumberFormat('zh-CN');

export const chinese: Translated<typeof messages> = {
  watchedBy: (count) => `${number.format(count)} 人正在观看`,
  names: (names) => names.join('、'),

  dialog: {
    title: '共享此 Shell',
    text: '任何持有链接、已登录且有权在此 Pod 中执行 exec 的人都能观看此终端显示的内容。除非你移交键盘，否则他们无法输入。',
    create: '创建链接',
    another: '再创建一个链接',
    link: '链接',
    copy: '复制',
    copied: '已复制',
    notCopied: '请选中链接并自行复制。',
    until: (time) => `有效期至 ${time}，或直到 Shell 结束。`,
    end: '结束链接',
    endAll: '停止共享',
    watchers: (count) => `正在观看：${number.format(count)}`,
    nobody: '无人观看。',
    remove: '移除',
    removeWho: (name) => `移除 ${name}`,
    close: '关闭',
  },

  owner: {
    offer: '提供键盘',
    offerWho: (name) => `向 ${name} 提供键盘`,
    withdraw: '撤回',
    asks: (name) => `${name} 请求使用键盘。其命令将以你的身份运行。`,
    handOver: '移交',
    refuse: '拒绝',
    has: (name) => `${name} 正在使用键盘，命令以你的身份运行。输入任意内容即可收回。`,
    takeBack: '收回',
  },

  watcher: {
    title: '观看 Shell',
    pageTitle: (owner, pod) => `${pod} · ${owner} 的 Shell`,
    loading: '正在打开链接…',
    badge: '只读',
    typing: '你正在输入',
    watching: (owner) => `你正在观看 ${owner} 的 Shell。你的输入不会发送。`,
    owner: '所有者',
    watched: (owner) => `你观看了 ${owner} 的 Shell。`,
    others: (names) => `正在观看：${names}`,
    you: (name) => `${name}（你）`,
    ask: '请求使用键盘',
    asked: (owner) => `你已向 ${owner} 请求使用键盘。`,
    withdraw: '撤回',
    offered: (owner) => `${owner} 向你提供键盘。你的输入将以 ${owner} 的身份运行。`,
    take: '使用键盘',
    refuse: '拒绝',
    has: (owner) => `你正在使用键盘。你的输入以 ${owner} 的身份运行。`,
    giveBack: '交还',
    otherHas: (name) => `${name} 正在使用键盘。`,
    ended: (exitCode) => (exitCode === null ? 'Shell 已结束。' : `Shell 已结束，退出码为 ${exitCode}。`),
    endedHint: '你仍可以搜索和复制输出。',
    toPods: '返回 Pod 列表',
    tryAgain: '重试',
    fullSize: '实际大小',
    fit: '适应窗口',
  },
};
