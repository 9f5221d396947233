import type { Translated } from '#components/language/catalog.ts';
import { CHINESE_UNITS, formatDuration } from '#components/language/duration.ts';
import { formatNumber } from '#components/language/numbers.ts';
import { LEAVE_KEY, SEARCH_KEY, SEARCH_KEY_MAC } from '../screen/input/key-bindings.ts';
import { signalName } from './signal-name.ts';
import type { messages as english } from './terminal-messages.ts';

export const chinese: Translated<typeof english> = {
  terminal: (pod, container, namespace, context) =>
    [
      container === '' ? `Pod ${pod} 的终端` : `Pod ${pod} 中容器 ${container} 的终端`,
      `命名空间 ${namespace}`,
      context === '' ? '' : `上下文 ${context}`,
    ]
      .filter((part) => part !== '')
      .join('，'),
  nthTerminal: (name, nth) => `${name}，${formatNumber(nth)}`,
  keysHint: `按 ${LEAVE_KEY} 离开终端。`,
  title: (pod, container, where, program) =>
    [pod, container, where, program].filter((part) => part !== '').join(' · '),

  toPods: '返回 Pod 列表',
  container: '容器',
  namespace: '命名空间',
  context: '上下文',
  shell: 'Shell',

  endShell: '结束',
  endShellHint: '结束 Shell 以及其中运行的所有程序。',
  restart: '新建 Shell',
  restartKey: '按 Enter 新建 Shell。',
  tryAgain: '重试',
  takeBack: '在此使用',
  signIn: '登录',
  reload: '重新加载页面',
  retryNow: '立即重新连接',

  search: {
    name: '在终端中搜索',
    open: '搜索',
    openItem: '搜索输出',
    openHint: `搜索输出（${SEARCH_KEY}，macOS 上为 ${SEARCH_KEY_MAC}）`,
    field: '搜索',
    caseSensitive: '区分大小写',
    regex: '正则表达式',
    up: '上一个匹配',
    upHint: '上一个匹配（Enter）',
    down: '下一个匹配',
    downHint: '下一个匹配（Shift+Enter）',
    close: '关闭搜索',
    none: '无匹配',
    invalid: '正则表达式无效',
    found: (count) => `${formatNumber(count)} 个匹配`,
    atLeast: (count) => `至少 ${formatNumber(count)} 个匹配`,
    nth: (nth, count) => `第 ${formatNumber(nth)} 个，共 ${formatNumber(count)} 个`,
    ofAtLeast: (nth, count) => `第 ${formatNumber(nth)} 个，至少 ${formatNumber(count)} 个`,
  },

  paste: {
    name: '粘贴进度',
    progress: (sent, total) => `正在粘贴：${formatNumber(sent)} / ${formatNumber(total)} 个字符。`,
    stop: '停止粘贴',
    stopped: (sent, total) => `已停止粘贴：已发送 ${formatNumber(sent)} / ${formatNumber(total)} 个字符。`,
    title: (lines) => `粘贴 ${formatNumber(lines)} 行？`,
    why: 'Shell 可能会立即执行每一行。',
    characters: (count) => `共 ${formatNumber(count)} 个字符。`,
    marks: '控制字符和不可见字符显示为标记。',
    text: '要粘贴的文本',
    more: (lines) => `还有 ${formatNumber(lines)} 行`,
    dontAsk: '不再询问',
    cancel: '取消',
    paste: '粘贴',
  },
  clipboard: {
    question: '此终端中的程序请求将以下文本复制到剪贴板。',
    text: '要放入剪贴板的文本',
    remember: '对此终端记住选择',
    allow: '允许',
    refuse: '拒绝',
    forbidden: '浏览器阻止了对剪贴板的访问。请使用键盘粘贴。',
  },
  link: {
    hint: (modifier, place) => `${modifier}+单击可打开 ${place}`,
    question: (place) => `打开 ${place}？`,
    refused: '链接已被阻止。此处只能打开网页和邮件地址。',
    open: '打开',
    cancel: '取消',
    close: '关闭',
  },
  actions: {
    name: '终端操作',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    clear: '清空',
    save: '保存输出',
    log: '此容器的日志',
    logShort: '日志',
    otherShell: '打开其他 Shell…',
    share: '共享…',
    fullScreen: '全屏',
    debug: '调试…',
  },
  kubectl: {
    log: '如需查看容器的日志：',
    debug: '如需在容器旁打开 Shell，请添加调试容器：',
  },
  otherShell: {
    title: '打开其他 Shell',
    field: 'Shell 或命令',
    replaces: '新的 Shell 会替换此终端中的 Shell。',
    opensHere: 'Shell 会在此终端中打开。',
    opensNew: 'Shell 会在新终端中打开。',
    busy: '此终端中有程序正在运行。打开其他 Shell 会结束该程序。',
    ending: { open: '结束并打开 Shell', standard: '结束并使用默认 Shell' },
    label: '尝试其他 Shell 或命令',
    orDebug: '请添加一个带 Shell 的调试容器，或打开其他路径的 Shell。',
    example: '例如 /bin/zsh 或 psql -U postgres',
    openQuote: '引号未闭合。',
    open: '打开 Shell',
    standard: '使用默认 Shell',
    hint: '请输入名称、路径或带参数的命令。此浏览器会为该镜像记住你的选择。',
  },
  touchKeys: {
    name: '终端按键',
    names: {
      ArrowLeft: '左方向键',
      ArrowRight: '右方向键',
      ArrowUp: '上方向键',
      ArrowDown: '下方向键',
      '-': '连字符',
      '/': '斜杠',
      '|': '竖线',
      '~': '波浪号',
      PageUp: 'PgUp，上一页',
      PageDown: 'PgDn，下一页',
      Escape: undefined,
      Tab: undefined,
      Home: undefined,
      End: undefined,
    },
    holds: (modifier) => `${modifier}，用于下一个按键`,
  },
  connection: {
    name: '连接',
    transport: '传输方式',
    none: '无',
    shellId: '审计 ID',
    median: '输入延迟（中位数）',
    slowest: '输入延迟（最高）',
    unknown: '未测量',
    milliseconds: (value) => `${formatNumber(value)} 毫秒`,
    typeFirst: '在终端中输入以测量延迟。',
    measured: (count) =>
      `最近 ${formatNumber(count)} 次按键从按下到下一次输出的时间，包括到 Pod 的往返时间和程序自身的处理时间。`,
  },
  titleWithBell: (title) => `● ${title}`,

  options: '终端选项',
  optionsGroup: '终端',
  optionsKeywords: 'settings 设置 字体 颜色 光标',
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
    cursorBlinkHint: '系统设置为减少动画时不闪烁。',
    scrollback: '回滚缓冲行数',
    warnPaste: '粘贴多行前确认',
    warnPasteHint: '粘贴 Shell 可能逐行执行的文本前询问。',
    optionIsMeta: '将 Option 用作 Meta',
    optionIsMetaHint: '将 Option+B 作为 Alt+B 发送。Option 不再输入特殊字符。',
    detachKeys: '按 Ctrl+P Ctrl+Q 断开附加',
    detachKeysHint: '适用于附加到容器主进程的终端。',
    reset: '恢复默认设置',
    number: formatNumber,
  },
  screenReader: '屏幕阅读器模式',
  screenReaderHint: '让屏幕阅读器可以读取输出。速度较慢。',
  keys: '按键',
  keyList: [
    { keys: LEAVE_KEY, does: '离开终端' },
    { keys: 'Ctrl+Shift+C', does: '复制' },
    { keys: 'Ctrl+Shift+V', does: '粘贴' },
    { keys: SEARCH_KEY, does: '搜索' },
    { keys: 'Shift+拖动', does: '在使用鼠标的程序中选择' },
  ],
  keyListMac: [
    { keys: LEAVE_KEY, does: '离开终端' },
    { keys: '⌘C', does: '复制' },
    { keys: '⌘V', does: '粘贴' },
    { keys: SEARCH_KEY_MAC, does: '搜索' },
    { keys: '⌥拖动', does: '在使用鼠标的程序中选择' },
  ],

  listedKeys: {
    group: '终端',
    leave: '离开终端',
    copy: '复制所选内容',
    paste: '粘贴',
    search: '搜索输出',
    restart: 'Shell 结束后新建 Shell',
    buttons: 'Shell 结束后前往按钮',
    searchGroup: '在终端中搜索',
    previous: '上一个匹配项',
    next: '下一个匹配项',
    close: '关闭搜索',
  },

  states: {
    connecting: '正在连接',
    ready: '已连接',
    quiet: '无响应',
    reconnecting: '正在重新连接',
    exited: (code) => (code === null ? '已结束' : `退出码 ${code}`),
    asking: '等待填写原因',
    failed: '未连接',
  },
  announce: {
    connecting: '正在打开 Shell。',
    ready: (container) => `容器 ${container} 中的 Shell 已就绪。`,
    quiet: '终端无响应。',
    reconnecting: '连接已断开。正在重新连接。',
    notOpened: '无法连接到服务器。正在自动重试。',
    exited: (code) =>
      `${code === null ? 'Shell 已结束。' : `Shell 已结束，退出码 ${code}。`}在终端中按 Enter 新建 Shell。`,
    failed: (title, cause, next) => `${title}。${cause}${next}`,
  },

  recording: {
    badge: '正在录制',
    hint: (strict) =>
      `此终端的输出会被录制。你的输入不会被录制，除非程序将其显示出来。${strict ? '如果录制失败，服务器将关闭终端。' : ''}`,
    started:
      '此终端正在录制：录制其输出，不录制你的输入，除非程序将其显示出来。你和 Podshell 管理员指定的人员可以回放录制。',
    gap: '录制中缺少部分输出。终端可以继续使用。',
    lost: '录制存储丢失了此录制的开头，因此无法回放。终端可以继续使用。请告知 Podshell 管理员。',
  },
  fallback: '慢速连接',
  fallbackHint: (transport) =>
    `到服务器的 WebSocket 连接被阻止，通常是由代理造成的。Shell 改用 HTTP（${transport}），输入和输出会变慢。`,

  connecting: '正在打开 Shell…',
  lost: '连接已断开。',
  lostMany: (terminals) => `${terminals} 个终端的连接已断开。`,
  notOpened: '无法连接到服务器。',
  lostKept: (seconds, terminals) =>
    seconds === 0
      ? '连接断开时，此服务器会结束 Shell。'
      : `${terminals === 1 ? 'Shell 会继续运行' : '这些终端会保持打开'}最多 ${formatDuration(seconds, CHINESE_UNITS)}；你输入的内容会在重新连接后发送。`,
  signInKept: (seconds) =>
    seconds === 0
      ? '连接断开时，此服务器会结束 Shell。'
      : `除非集群已拒绝你的凭据，否则 Shell 会继续运行最多 ${formatDuration(seconds, CHINESE_UNITS)}；你输入的内容会在登录后发送。`,
  goneAfter: (resume, reopen) => {
    const away =
      reopen === 0
        ? '，或者已离开页面'
        : reopen < resume
          ? `，或者离开页面超过 ${formatDuration(reopen, CHINESE_UNITS)}`
          : '';
    return `连接断开超过 ${formatDuration(resume, CHINESE_UNITS)}${away}，或者服务器已重启。`;
  },
  connectingAgain: '正在重新连接…',
  connectingIn: (seconds) => `${formatNumber(seconds)} 秒后重新连接。`,

  exited: (code) => (code === null ? 'Shell 已结束。' : `Shell 已结束，退出码 ${code}。`),
  endedByServer: 'Podshell 已结束此 Shell。',
  detached: '已断开附加。容器的进程继续运行。',
  signal: (signal) => {
    const name = signalName(signal);
    return name === '' ? `被信号 ${signal} 终止。` : `被信号 ${signal}（${name}）终止。`;
  },

  notices: '通知',
  closeNotice: '关闭通知',
  inputFull: '输入缓冲已满。连接恢复之前的按键会被丢弃。',
  replaced: '之前的 Shell 已结束。这是新的 Shell。',
  draining: (seconds?: number) =>
    `服务器正在关闭，${seconds === undefined ? '' : `最多 ${formatDuration(seconds, CHINESE_UNITS)}后`} Shell 将被结束。请保存你的工作。`,
  tokenExpiring: '你的令牌即将过期，届时此 Shell 将被结束。请保存你的工作。',

  invalidTitle: '链接无效',
  invalidText: 'Kubernetes 名称由小写字母、数字和连字符组成。Pod 名称还可以包含点号。',
  invalidName: {
    namespace: (name) => `“${name}”不是有效的命名空间名称。`,
    pod: (name) => `“${name}”不是有效的 Pod 名称。`,
    container: (name) => `“${name}”不是有效的容器名称。`,
  },
};
