import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  addFavorite: '添加到收藏',
  removeFavorite: '取消收藏',
  addNamespace: (name) => `将 ${name} 添加到收藏`,
  removeNamespace: (name) => `取消收藏 ${name}`,
  favorite: '收藏',
  recent: '最近使用',
  shellIn: (pod, where, why) => `打开 ${pod} 的 Shell，${where}，${why}`,
  gone: '已删除',
  forget: (pod, where) => `移除已删除的 Pod ${pod}，${where}`,
  none: '还没有收藏或最近使用的 Pod。打开过 Shell 的 Pod 会显示在这里。',
};
