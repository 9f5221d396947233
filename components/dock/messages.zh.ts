import type { Translated } from '#components/language/catalog.ts';
import { formatDuration } from '#components/language/duration.ts';
import type { messages as english } from './messages.ts';

const durationUnits = { second: ' 秒', minute: ' 分钟', hour: ' 小时' };

export const chinese: Translated<typeof english> = {
  dock: '终端',
  tabs: '打开的终端',
  height: '终端面板高度',
  border: '终端分隔条',

  search: '搜索输出',
  clear: '清空终端',
  saveOutput: '保存输出',
  splitRight: '向右拆分',
  splitDown: '向下拆分',
  duplicate: '复制 Shell',
  rename: '重命名',
  toWindow: '在新窗口中打开',
  nextPane: (index, count) => `第 ${index} 个终端，共 ${count} 个。显示下一个`,
  minimise: '最小化',
  maximise: '最大化',
  restore: '还原',
  close: '关闭终端',
  closePane: (name) => `关闭 ${name}`,
  endShell: '结束 Shell',
  blocked: '浏览器拦截了新窗口。请允许此页面弹出窗口，然后重试。',

  name: '标签页名称',
  save: '保存',
  cancel: '取消',

  tabKeys: '方向键切换标签页，Ctrl+方向键移动此标签页，F2 重命名，Delete 关闭。',
  withMarks: (name, marks) => [name, ...marks].join('，'),
  activity: '有新输出',
  bell: '响铃',
  heard: '同步输入中',
  states: {
    connecting: '正在连接',
    ready: '',
    reconnecting: '正在重新连接',
    exited: '已结束',
    failed: '未连接',
  },
  terminalName: (pod, container) => (container === '' || container === pod ? pod : `${pod} · ${container}`),
  withProgram: (name, title) => (title === '' ? name : `${name} · ${title}`),
  andMore: (name, others) => (others === 0 ? name : `${name} +${others}`),

  menu: { tab: '标签页', typing: '同步输入' },
  broadcast: {
    inTab: (count, name) => `正在向标签页“${name}”中的 ${count} 个终端同步输入。`,
    inAll: (count) => `正在向 ${count} 个终端同步输入。`,
    off: '已停止同步输入。',
    mark: (count) => `正在同步输入到 ${count} 个终端`,
    stop: '停止',
    startTab: '向此标签页同步输入',
    startAll: '向所有终端同步输入',
    stopTyping: '停止同步输入',
    needsTwo: '需要两个已连接的终端。',
  },

  actions: {
    group: '终端',
    keywords: '终端 terminal shell dock',
    duplicate: '复制 Shell',
    splitRight: '向右拆分终端',
    splitDown: '向下拆分终端',
    nextPane: '标签页中的下一个终端',
    previousPane: '标签页中的上一个终端',
    nextTab: '下一个终端标签页',
    previousTab: '上一个终端标签页',
    focus: '聚焦终端',
    rename: '重命名标签页',
    toWindow: '在新窗口中打开终端',
    maximise: '最大化终端',
    restore: '还原终端',
    minimise: '最小化终端',
    close: '关闭终端',
    end: '结束 Shell 并关闭终端',
  },

  closed: {
    name: '已关闭的 Shell',
    title: 'Shell 已关闭。',
    kept: (name, seconds) => `${name} 会继续运行最多 ${formatDuration(seconds, durationUnits)}。`,
    reopen: '重新打开',
    end: '结束 Shell',
    dismiss: '关闭通知',
  },
};
