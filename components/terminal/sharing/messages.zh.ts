import type { Translated } from '#components/language/catalog.ts';
import { formatNumber } from '#components/language/numbers.ts';
import type { messages } from './messages.ts';

export const chinese: Translated<typeof messages> = {
  watchedBy: (count) => `${formatNumber(count)} 人正在观看`,
  names: (names) => names.join('、'),

  dialog: {
    title: { shell: '共享此 Shell', main: '共享此主进程的画面', debug: '共享此调试容器' },
    text: '任何持有链接、已登录且有权在此 Pod 中执行 exec 的人都能观看此终端显示的内容。除非你移交键盘，否则他们无法输入。',
    create: '创建链接',
    another: '再创建一个链接',
    link: '链接',
    copy: '复制',
    copied: '已复制',
    notCopied: '请选中链接并自行复制。',
    until: {
      shell: (time) => `有效期至 ${time}，或直到 Shell 结束。`,
      main: (time) => `有效期至 ${time}，或直到此终端关闭。`,
      debug: (time) => `有效期至 ${time}，或直到此终端关闭。`,
    },
    end: '结束链接',
    endAll: '停止共享',
    watchers: (count) => `正在观看：${formatNumber(count)}`,
    nobody: '无人观看。',
    remove: '移除',
    removeWho: (name) => `移除 ${name}`,
    close: '关闭',
  },

  owner: {
    offer: '提供键盘',
    offerWho: (name) => `向 ${name} 提供键盘`,
    withdraw: '撤回',
    asks: {
      shell: (name) => `${name} 请求使用键盘。其命令将以你的身份运行。`,
      main: (name) => `${name} 请求使用键盘。其输入将发送到容器的主进程。`,
      debug: (name) => `${name} 请求使用键盘。其命令将以你的身份运行。`,
    },
    handOver: '移交',
    refuse: '拒绝',
    has: {
      shell: (name) => `${name} 正在使用键盘，命令以你的身份运行。输入任意内容即可收回。`,
      main: (name) => `${name} 正在使用键盘，其输入发送到容器的主进程。输入任意内容即可收回。`,
      debug: (name) => `${name} 正在使用键盘，命令以你的身份运行。输入任意内容即可收回。`,
    },
    takeBack: '收回',
  },

  watcher: {
    title: '观看终端',
    pageTitle: {
      shell: (owner, pod) => `${pod} · ${owner} 的 Shell`,
      main: (owner, pod) => `${pod} · ${owner} 的终端中的主进程`,
      debug: (owner, pod) => `${pod} · ${owner} 的调试容器`,
    },
    loading: '正在打开链接…',
    badge: '只读',
    typing: '你正在输入',
    watching: {
      shell: (owner) => `你正在观看 ${owner} 的 Shell。你的输入不会发送。`,
      main: (owner) => `你正在观看 ${owner} 的终端中的容器主进程。你的输入不会发送。`,
      debug: (owner) => `你正在观看 ${owner} 的调试容器。你的输入不会发送。`,
    },
    owner: '所有者',
    watched: {
      shell: (owner) => `你观看了 ${owner} 的 Shell。`,
      main: (owner) => `你观看了 ${owner} 的终端中的容器主进程。`,
      debug: (owner) => `你观看了 ${owner} 的调试容器。`,
    },
    others: (names) => `正在观看：${names}`,
    you: (name) => `${name}（你）`,
    ask: '请求使用键盘',
    asked: (owner) => `你已向 ${owner} 请求使用键盘。`,
    withdraw: '撤回',
    offered: {
      shell: (owner) => `${owner} 向你提供键盘。你的输入将以 ${owner} 的身份运行。`,
      main: (owner) => `${owner} 向你提供键盘。你的输入将发送到容器的主进程。`,
      debug: (owner) => `${owner} 向你提供键盘。你的输入将以 ${owner} 的身份运行。`,
    },
    take: '使用键盘',
    refuse: '拒绝',
    has: {
      shell: (owner) => `你正在使用键盘。你的输入以 ${owner} 的身份运行。`,
      main: (owner) => `你正在使用 ${owner} 的键盘。你的输入发送到容器的主进程。`,
      debug: (owner) => `你正在使用键盘。你的输入以 ${owner} 的身份运行。`,
    },
    giveBack: '交还',
    otherHas: (name) => `${name} 正在使用键盘。`,
    ended: {
      shell: (exitCode) => (exitCode === null ? 'Shell 已结束。' : `Shell 已结束，退出码为 ${exitCode}。`),
      main: (exitCode) =>
        exitCode === null ? '终端已断开附加。' : `容器的主进程已结束，退出码为 ${exitCode}。`,
      debug: (exitCode) =>
        exitCode === null ? '终端已断开附加。' : `调试容器已结束，退出码为 ${exitCode}。`,
    },
    endedHint: '你仍可以搜索和复制输出。',
    toPods: '返回 Pod 列表',
    tryAgain: '重试',
    fullSize: '实际大小',
    fit: '适应窗口',
  },
};
