import type { Translated } from '#components/language/catalog.ts';
import { LEAVE_KEY, SEARCH_KEY, SEARCH_KEY_MAC } from '../screen/key-bindings.ts';
import { signalName } from './signal-name.ts';
import type { messages as english } from './terminal-messages.ts';

const number = new Intl.NumberFormat('zh-CN');

export const chinese: Translated<typeof english> = {
  terminal: (pod, container) =>
    container === '' ? `Pod ${pod} 的终端` : `Pod ${pod} 中容器 ${container} 的终端`,
  nthTerminal: (name, nth) => `${name}，${number.format(nth)}`,
  keysHint: `按键都交给 Shell。按 ${LEAVE_KEY} 离开终端。`,
  title: (pod, container) => (container === '' ? pod : `${pod} · ${container}`),

  toPods: '返回 Pod 列表',
  container: '容器',
  namespace: '命名空间',
  context: '上下文',
  shell: 'Shell',

  endShell: '结束',
  endShellHint: '结束 Shell 以及其中运行的一切。离开页面则会保留一段时间。',
  restart: '新建 Shell',
  tryAgain: '重试',
  takeBack: '在这里使用',
  reload: '重新加载页面',
  retryNow: '立即连接',

  search: {
    name: '在终端中搜索',
    open: '搜索',
    openHint: `在输出中搜索（${SEARCH_KEY}，macOS 上为 ${SEARCH_KEY_MAC}）`,
    field: '搜索',
    caseSensitive: '区分大小写',
    regex: '正则表达式',
    up: '上一个匹配',
    upHint: '上一个匹配（Enter）',
    down: '下一个匹配',
    downHint: '下一个匹配（Shift+Enter）',
    close: '关闭搜索',
    none: '没有匹配',
    invalid: '不是正则表达式',
    found: (count) => `${number.format(count)} 个匹配`,
    atLeast: (count) => `至少 ${number.format(count)} 个匹配`,
    nth: (nth, count) => `第 ${number.format(nth)} 个，共 ${number.format(count)} 个`,
    ofAtLeast: (nth, count) => `第 ${number.format(nth)} 个，至少 ${number.format(count)} 个`,
  },

  paste: {
    title: (lines) => `粘贴 ${number.format(lines)} 行？`,
    why: 'Shell 可能会一收到就运行每一行。',
    more: (lines) => `还有 ${number.format(lines)} 行`,
    dontAsk: '不再询问',
    cancel: '取消',
    paste: '粘贴',
  },
  clipboard: {
    question: '此终端中的程序想把文本放入你的剪贴板。',
    allow: '允许',
    refuse: '拒绝',
    forbidden: '浏览器不允许此页面读取剪贴板。请用键盘粘贴。',
  },
  actions: {
    name: '终端操作',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    clear: '清空',
    save: '保存输出',
  },
  touchKeys: {
    name: '终端按键',
    arrows: {
      ArrowLeft: '向左键',
      ArrowUp: '向上键',
      ArrowDown: '向下键',
      ArrowRight: '向右键',
    },
    holds: (modifier) => `${modifier}，与下一个按键一起`,
  },
  connection: {
    name: '连接',
    transport: '传输方式',
    none: '无',
    median: '按键到输出，中位数',
    slowest: '最慢',
    unknown: '未测量',
    milliseconds: (value) => `${number.format(value)} 毫秒`,
    typeFirst: '在终端中输入即可测量。',
    measured: (count) =>
      `从按下键到下一次输出，取最近 ${number.format(count)} 次按键。其中包括到 Pod 的往返和程序自身的时间。`,
  },
  titleWithBell: (title) => `● ${title}`,

  options: '终端选项',
  settings: {
    theme: '配色',
    themes: {
      app: '跟随页面',
      dark: '深色',
      light: '浅色',
      contrast: '高对比度',
      dusk: '暮色',
      ember: '余烬',
      paper: '纸张',
    },
    font: '字体',
    fonts: { bundled: 'JetBrains Mono', system: '系统字体' },
    fontSize: '字号',
    lineHeight: '行高',
    cursorStyle: '光标',
    cursorStyles: { block: '方块', bar: '竖线', underline: '下划线' },
    cursorBlink: '光标闪烁',
    cursorBlinkHint: '如果系统要求减少动画，则不闪烁。',
    scrollback: '保留行数',
    warnPaste: '粘贴多行前询问',
    warnPasteHint: '在粘贴 Shell 会逐行运行的内容之前。',
    reset: '恢复默认',
    number: (value) => number.format(value),
  },
  screenReader: '屏幕阅读器模式',
  screenReaderHint: '以文本提供输出。速度较慢。',
  keys: '按键',
  keyList: [
    { keys: LEAVE_KEY, does: '离开终端' },
    { keys: 'Ctrl+Shift+C', does: '复制' },
    { keys: 'Ctrl+Shift+V', does: '粘贴' },
    { keys: SEARCH_KEY, does: '搜索' },
  ],
  keyListMac: [
    { keys: LEAVE_KEY, does: '离开终端' },
    { keys: '⌘C', does: '复制' },
    { keys: '⌘V', does: '粘贴' },
    { keys: SEARCH_KEY_MAC, does: '搜索' },
  ],

  states: {
    connecting: '正在连接',
    ready: '已连接',
    reconnecting: '正在重新连接',
    exited: (code) => (code === null ? '已结束' : `已退出，退出码 ${code}`),
    failed: '未连接',
  },
  announce: {
    connecting: '正在打开 Shell。',
    ready: (container) => `容器 ${container} 中的 Shell 已就绪。`,
    reconnecting: '连接已断开。Podshell 正在重新连接。',
    notOpened: '无法连接服务器。Podshell 会重试。',
    exited: (code) => (code === null ? 'Shell 已结束。' : `Shell 已结束，退出码 ${code}。`),
    failed: (title, cause, next) => `${title}。${cause}${next}`,
  },

  fallback: '慢速连接',
  fallbackHint: (transport) =>
    `WebSocket 无法到达服务器，所以 Shell 通过 HTTP（${transport}）运行。按键和输出会更慢。原因通常是途中的代理。`,

  connecting: '正在打开 Shell…',
  lost: '连接已断开。',
  notOpened: '无法连接服务器。',
  lostKept: 'Shell 仍在继续运行，你输入的内容会保留。',
  connectingAgain: '正在重新连接…',
  connectingIn: (seconds) => `${number.format(seconds)} 秒后重新连接。`,

  exited: (code) => (code === null ? 'Shell 已结束。' : `Shell 已结束，退出码 ${code}。`),
  endedByServer: '由 Podshell 结束。',
  signal: (signal) => {
    const name = signalName(signal);
    return `它被信号 ${signal}${name === '' ? '' : `（${name}）`}结束。`;
  },

  notices: '消息',
  closeNotice: '关闭此消息',
  inputFull: '在连接恢复之前，你再输入的内容不会保留。',
  replaced: '之前的 Shell 已不存在。这是一个新的。',
  draining: '服务器正在关闭。你的 Shell 还会继续一小段时间：请保存需要的内容。',

  invalidTitle: '此地址没有指明 Pod',
  invalidText: 'Kubernetes 中的名称由小写字母、数字和连字符组成；Pod 的名称还可以有点号。',
  invalidName: {
    namespace: (name) => `“${name}”不是命名空间的名称。`,
    pod: (name) => `“${name}”不是 Pod 的名称。`,
    container: (name) => `“${name}”不是容器的名称。`,
  },
};
