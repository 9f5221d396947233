import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  where: (namespace, context) =>
    context === '' ? `命名空间 ${namespace}` : `命名空间 ${namespace}，上下文 ${context}`,
  colourOf: (name) => `上下文 ${name} 的颜色`,
  colours: { none: '无颜色', red: '红色', amber: '琥珀色', green: '绿色', blue: '蓝色', violet: '紫色' },
};
