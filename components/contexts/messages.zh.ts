import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  colourOf: (name) => `上下文 ${name} 的颜色`,
  colours: { none: '无颜色', red: '红色', amber: '琥珀色', green: '绿色', blue: '蓝色', violet: '紫色' },
};
