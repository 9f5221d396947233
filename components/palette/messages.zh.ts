import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  open: '打开命令面板',
  openShort: '搜索',
  openInTerminal: '打开命令面板（在终端中也可用）',
  help: '显示键盘快捷键',
  general: '通用',
  goToPods: '前往 Pod 列表',
  goToSessions: '显示运行中的 Shell',
  sessionsWords: '会话 全部结束 sessions end all terminals',
  light: '使用浅色主题',
  dark: '使用深色主题',
  system: '主题跟随系统',
  themeWords: '主题 颜色 外观 theme appearance',
  language: (name) => `语言：${name}`,
  languageWords: '语言 翻译 中文',
};
