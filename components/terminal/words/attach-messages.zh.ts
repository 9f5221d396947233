import type { Translated } from '#components/language/catalog.ts';
import { CHINESE_UNITS, formatDuration } from '#components/language/duration.ts';
import type { messages as english } from './attach-messages.ts';

export const chinese: Translated<typeof english> = {
  badge: '已附加',
  badgeHint: '已连接到容器的主进程，而不是新的 Shell。关闭此终端后，该进程继续运行。',
  noPrompt: '没有提示符？请按 Enter。',
  readOnly: '已附加，只读',
  terminal: (name) => `${name}，已附加到主进程`,
  detach: '断开附加',
  detachHint: '断开附加，容器的主进程继续运行（Ctrl+P Ctrl+Q）。',
  connecting: '正在附加…',
  ready: (container) => `已附加到容器 ${container} 的主进程。`,
  ended: (code) => (code === null ? '已断开附加。' : `容器的主进程已结束，退出码为 ${code}。`),
  again: '重新附加',
  againKey: '按 Enter 重新附加。',
  interruptHeld: 'Ctrl+C 可能会停止容器的主进程。再次按 Ctrl+C 即可发送。',
  lostKept: (seconds, terminals) =>
    seconds === 0
      ? '容器的进程继续运行。'
      : `${terminals === 1 ? '此终端' : '这些终端'}会保持附加最多 ${formatDuration(seconds, CHINESE_UNITS)}；你输入的内容会在重新连接后发送。`,
  draining: (seconds?: number) =>
    `服务器正在关闭，${seconds === undefined ? '' : `最多 ${formatDuration(seconds, CHINESE_UNITS)}后`}将断开附加。容器的进程继续运行。`,
  tokenExpiring: '你的令牌即将过期，届时此终端将断开附加。容器的进程继续运行。',
  noInput: '此进程不读取输入，你只能查看其输出。',
};
