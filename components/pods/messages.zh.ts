import type { Translated } from '#components/language/catalog.ts';
import { formatNumber } from '#components/language/numbers.ts';
import type { messages as english } from './messages.ts';

/** Names in a sentence. */
export function listed(names: readonly string[]): string {
  return [...names].join('、');
}

export const chinese: Translated<typeof english> = {
  title: 'Pod',
  titleIn: (namespaces) => {
    if (namespaces.length === 0) return 'Pod';
    return namespaces.length > 3
      ? `${namespaces.length} 个命名空间中的 Pod`
      : `${listed(namespaces)} 中的 Pod`;
  },
  inContext: (context) => `上下文 ${context}`,
  allNamespaces: '所有命名空间',
  namespace: '命名空间',
  chooseNamespace: '选择命名空间',
  namespaceSearch: '查找命名空间',
  namespaceTyped: (name) => `使用“${name}”`,
  namespaceCount: (count) => `${count} 个命名空间`,
  namespaceTaps: '点按名称只显示该命名空间；勾选可添加。',
  namespaceKeys: '点击名称只显示该命名空间；勾选（或按 Ctrl+Enter）可添加。',
  namespacesIncomplete: '你没有列出命名空间的权限。请输入已知的命名空间。',
  noNamespaceMatch: '没有匹配的命名空间。',

  filter: '筛选 Pod',
  filterPlaceholder: '筛选 Pod，例如 web 或 status:crash',
  logs: '日志',
  logsOfShown: '所显示 Pod 的日志',
  filterHelp:
    '所有关键词都必须匹配。使用 name:、namespace:、status:、node:、label:、container:、owner: 或 is: 只搜索一个字段。关键词前加减号表示排除。',
  filterHelpTitle: '筛选语法',
  clearFilter: '清除筛选',
  problems: {
    all: (count) => `${formatNumber(count)} 个问题`,
    crashing: (count) => `${formatNumber(count)} 个崩溃`,
    failed: (count) => `${formatNumber(count)} 个失败`,
    pending: (count) => `${formatNumber(count)} 个等待中`,
    notready: (count) => `${formatNumber(count)} 个未就绪`,
    none: '没有问题',
    label: '只显示有问题的 Pod',
  },
  sort: '排序方式',
  reverse: '反转顺序',

  count: (shown, total) =>
    shown === total
      ? `${formatNumber(total)} 个 Pod`
      : `${formatNumber(shown)} 个，共 ${formatNumber(total)} 个 Pod`,

  live: {
    connecting: '正在连接',
    live: '实时',
    reconnecting: '正在重新连接',
    stale: '已过期',
    unreachable: '无响应',
    connectingHint: '正在等待集群的首次响应。',
    liveHint: '集群中的变更会立即显示。',
    reconnectingHint: (time) => `与 Podshell 的连接已于 ${time} 断开。正在自动重试。列表可能已过期。`,
    staleHint: (time) => `自 ${time} 起未收到集群的更新。正在自动重试。`,
  },

  columns: {
    name: '名称',
    namespace: '命名空间',
    status: '状态',
    containers: '容器',
    restarts: '重启次数',
    age: '存活时间',
    node: '节点',
    ip: 'Pod IP',
    labels: '标签',
  },
  viewTitle: '列和密度',
  noIp: '未分配',
  shellColumn: 'Shell',
  table: 'Pod',
  tableKeys: '使用方向键在 Pod 之间移动。右方向键移到该 Pod 的按钮。按 Enter 打开 Pod，按 S 打开 Shell。',
  nextPod: '下一个 Pod（或 ↓）',
  previousPod: '上一个 Pod（或 ↑）',
  openShell: '在选中的 Pod 中打开 Shell',
  waiting: (count) => `${formatNumber(count)} 个新 Pod`,
  deleted: 'Pod 已删除。Shell 需要运行中的 Pod。',

  age: { second: ' 秒', minute: ' 分钟', hour: ' 小时', day: ' 天', year: ' 年', between: ' ' },

  cause: {
    exit: (code) => `退出码 ${code}`,
    exitBySignal: (code, signal) => `退出码 ${code}（${signal}）`,
    reasonAndCode: (reason, code) => `${reason}，${code}`,
    withMessage: (text, message) => `${text}：${message}`,
    inContainer: (text, container) => `${container}：${text}`,
    lastExit: (text) => `上次退出：${text}`,
    image: {
      missing: (image) => `找不到镜像 ${image}`,
      denied: (image) => `无权访问镜像 ${image}`,
      'missing-or-denied': (image) => `找不到或无权访问镜像 ${image}`,
      other: (image) => `无法拉取镜像 ${image}`,
    },
  },
  statusNotReady: (status) => `${status}，未就绪`,
  ready: (ready, total) => `${ready}/${total} 个容器就绪`,
  restartsAfterNumber: () => ' 次重启',
  restartCount: (count) => `${count} 次重启`,
  restartedAgo: (age) => `（${age}前）`,
  noNode: '未调度',

  shell: 'Shell',
  shellIn: (pod, container, where) => `打开 ${pod} 中容器 ${container} 的 Shell，${where}`,
  shellUnavailable: (pod, where, reason) => `无法打开 ${pod} 的 Shell，${where}。${reason}`,
  moreActions: (pod, where) => `${pod} 的更多操作，${where}`,
  containersOf: (pod) => `${pod} 中的容器`,
  knownPods: '收藏和最近使用的 Pod',
  notRunning: (container) => {
    const why = container.reason === '' ? '' : `（${container.reason}）`;
    switch (container.state) {
      case 'waiting':
        return `容器 ${container.name} 未运行${why}。Shell 需要运行中的容器。`;
      case 'terminated':
        return `容器 ${container.name} 已终止${why}。Shell 需要运行中的容器。`;
      case 'running':
      case 'unknown':
        return `容器 ${container.name} 尚未启动${why}。Shell 需要运行中的容器。`;
    }
  },
  noContainer: '此 Pod 尚无容器。Shell 需要运行中的容器。',
  mayNotExec: ({ missing }, namespace) => {
    const verbs = (missing ?? ['get', 'create']).join(' 和 ');
    return `你没有在此打开 Shell 的权限：需要在命名空间 ${namespace} 中对 pods/exec 拥有 ${verbs} 权限。请联系集群管理员授予包含以下规则的角色：{apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"]}。`;
  },

  states: {
    showAll: '显示所有命名空间',
    standardContext: '使用默认上下文',
    tryAgain: '重试',
    staleBanner: (time) => `当前显示 ${time} 时的 Pod。`,
    retrying: '正在自动重试。',
    loading: '正在加载 Pod',
  },
};
