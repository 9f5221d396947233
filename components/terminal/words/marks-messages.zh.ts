import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './marks-messages.ts';

const seconds = (ms: number): string =>
  ms < 10_000 ? (ms / 1000).toFixed(1) : String(Math.round(ms / 1000));

function time(ms: number): string {
  return ms < 60_000
    ? `${seconds(ms)} 秒`
    : `${Math.floor(ms / 60_000)} 分 ${Math.floor((ms % 60_000) / 1000)} 秒`;
}

const outcome = (exitCode: number | undefined): string =>
  exitCode === undefined ? '已结束' : exitCode === 0 ? '成功' : `失败，退出码 ${exitCode}`;

export const chinese: Translated<typeof english> = {
  group: '终端',
  list: '屏幕上的命令',
  previous: '上一条命令',
  next: '下一条命令',
  copy: '复制上一条命令的输出',
  select: '选择上一条命令的输出',
  hide: '隐藏命令标记',
  show: '显示命令标记',
  time,
  exitCode: (exitCode) => `退出码 ${exitCode}`,
  running: (text) => `${text}：正在运行`,
  ended: (text, exitCode, ms) =>
    `${text}：${outcome(exitCode)}${ms === undefined ? '' : `，耗时 ${time(ms)}`}`,
  goTo: '转到命令：',
  copied: '已复制输出。',
  cut: '已复制，但缺少开头：输出超过了回滚行数。',
  nothing: '没有已结束命令的输出。',
  close: '关闭消息',
  notification: (pod, exitCode) =>
    exitCode === undefined || exitCode === 0 ? `${pod} 中的命令已结束` : `${pod} 中的命令失败`,
  settings: {
    marks: '命令标记',
    marksHint:
      '在每个提示符旁显示退出码和耗时。bash、dash 和 busybox sh 会标记提示符；不会向 Pod 写入任何内容。对新 Shell 生效。',
    notify: '命令结束时通知',
    notifyHint: '仅在此页面隐藏时。浏览器会请求权限。',
    notifyDenied: '浏览器阻止了 Podshell 的通知。请在此网站的设置中允许通知。',
    never: '从不',
    after: (seconds) => `运行 ${time(seconds * 1000)}后`,
  },
};
