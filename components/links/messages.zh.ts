import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  recordings: '录制',
  copyLink: '复制链接',
  copyShellLink: '复制 Shell 链接',
  copyPodLink: '复制 Pod 链接',
  copy: '复制',
  copyCommand: '复制命令',
  copied: '已复制。',
  refused: '浏览器拦截了对剪贴板的访问。',
};
