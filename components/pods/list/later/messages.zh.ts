import type { Translated } from '#components/language/catalog.ts';
import { formatNumber } from '#components/language/numbers.ts';
import { listed } from '../../messages.zh.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  filterRules:
    '关键词会匹配名称、命名空间、状态、节点、IP 地址和容器。所有关键词都必须匹配，支持部分匹配，不区分大小写。',
  filterExamples: [
    { filter: 'namespace:team-a', finds: '按命名空间（可简写为 ns:）' },
    { filter: 'status:crash', finds: '按状态，例如 CrashLoopBackOff' },
    { filter: 'is:problem', finds: '崩溃、失败、等待中或未就绪' },
    { filter: 'is:crashing', finds: '其中一类；另有 is:failed、is:pending、is:notready' },
    { filter: 'node:worker-1', finds: '按节点' },
    { filter: 'label:app=web', finds: '按标签的键和值' },
    { filter: 'container:sidecar', finds: '按容器名称' },
    { filter: 'owner:job/backup', finds: '按属主：类型/名称，或其中一部分' },
    { filter: '-status:running', finds: '其余所有 Pod（减号表示排除）' },
  ],

  density: '密度',
  densities: { comfortable: '宽松', compact: '紧凑' },
  columnsUsual: '恢复默认列',

  refusedSome: (namespaces) => `你没有列出 ${listed(namespaces)} 中 Pod 的权限。`,
  onlyOne: (namespace) => `当前只显示 ${namespace}：你没有列出所有命名空间中 Pod 的权限。`,
  notShown: (namespaces, more) =>
    more === 0
      ? `未显示：${listed(namespaces)}。`
      : `未显示：${listed(namespaces)} 等，另有 ${formatNumber(more)} 个。`,
  notShownUnknown: '要查看其他命名空间，请按名称选择。',
  leaveOut: (count) => (count === 1 ? '隐藏此命名空间' : '隐藏这些命名空间'),

  emptyTitle: '没有 Pod',
  emptyIn: (namespaces) => `${listed(namespaces)} 中没有 Pod。新的 Pod 会自动显示在这里。`,
  emptyAnywhere: '此集群中没有你可以列出的 Pod。新的 Pod 会自动显示在这里。',
  show: (namespace) => `显示 ${namespace}`,
  noMatchTitle: '没有匹配的 Pod',
  noMatch: (total) => `筛选条件隐藏了 ${formatNumber(total)} 个 Pod。`,
  columnsTitle: '列',
};
