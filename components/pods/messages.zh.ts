import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

/** Names stand better between marks than around a word. */
const list = new Intl.ListFormat('zh-CN', { style: 'narrow' });
const number = new Intl.NumberFormat('zh-CN');

export const chinese: Translated<typeof english> = {
  title: 'Pod',
  titleIn: (namespaces) => (namespaces.length === 0 ? 'Pod' : `${list.format(namespaces)} 中的 Pod`),
  allNamespaces: '所有命名空间',
  namespace: '命名空间',
  chooseNamespace: '选择命名空间',
  namespaceSearch: '查找命名空间',
  namespaceTyped: (name) => `使用“${name}”`,
  namespaceCount: (count) => `${count} 个命名空间`,
  namespaceKeys: '勾选方框或按 Ctrl+Enter，可在已显示的之外再加一个。',
  namespacesIncomplete: '你无权列出命名空间。请输入你知道的名称。',
  noNamespaceMatch: '没有这个名称的命名空间。',

  filter: '筛选 Pod',
  filterPlaceholder: '筛选，例如 web 或 status:crash',
  filterHelp:
    '所有词都必须匹配。用 name:、namespace:、status:、node:、label: 或 container: 只在一处查找，词前加减号表示排除。',
  filterHelpTitle: '筛选的写法',
  filterRules:
    '在名称、命名空间、状态、节点、地址和容器中查找每个词。多个词必须都匹配，只写一部分即可，不区分大小写。',
  filterExamples: [
    { filter: 'namespace:team-a', finds: '某个命名空间中的（可简写为 ns:）' },
    { filter: 'status:crash', finds: '按状态，例如 CrashLoopBackOff' },
    { filter: 'status:notready', finds: '正在运行但未就绪的' },
    { filter: 'node:worker-1', finds: '某个节点上的' },
    { filter: 'label:app=web', finds: '按标签的名称和值' },
    { filter: 'container:sidecar', finds: '有这样一个容器的' },
    { filter: '-status:running', finds: '其余所有：减号表示排除' },
  ],
  clearFilter: '清除筛选',
  sort: '排序方式',
  reverse: '反转顺序',

  count: (shown, total) =>
    shown === total
      ? `${number.format(total)} 个 Pod`
      : `${number.format(shown)} 个，共 ${number.format(total)} 个 Pod`,

  live: {
    connecting: '正在连接',
    live: '实时',
    reconnecting: '正在重新连接',
    stale: '已过时',
    unreachable: '无响应',
    connectingHint: '正在等待集群的第一次响应。',
    liveHint: '集群中的变化会立即显示在这里。',
    reconnectingHint: (time) => `与 Podshell 的连接在 ${time} 断开。正在自动重试；你看到的内容可能已过时。`,
    staleHint: (time) => `自 ${time} 起集群没有新消息。正在自动重试。`,
  },

  columns: {
    name: '名称',
    namespace: '命名空间',
    status: '状态',
    containers: '容器',
    restarts: '重启次数',
    age: '存在时间',
    node: '节点',
    ip: 'Pod IP',
    labels: '标签',
  },
  columnsTitle: '列',
  columnsUsual: '默认的列',
  noIp: '暂无',
  shellColumn: 'Shell',
  table: 'Pod',

  age: { second: '秒', minute: '分', hour: '小时', day: '天', year: '年' },

  statusNotReady: (status) => `${status}，未就绪`,
  ready: (ready, total) => `${total} 个容器中有 ${ready} 个就绪`,
  restartsAfterNumber: () => ' 次重启',
  noNode: '未调度',

  shell: 'Shell',
  shellIn: (pod, container) => `打开 ${pod} 中容器 ${container} 的 Shell`,
  shellUnavailable: (pod, reason) => `无法打开 ${pod} 的 Shell。${reason}`,
  moreContainers: (pod) => `选择 ${pod} 的容器`,
  containersOf: (pod) => `${pod} 的容器`,
  onOwnPage: '在单独的页面中',
  shellOnOwnPage: (container) => `${container}，在单独的页面中`,
  defaultContainer: '默认',
  notRunning: (container) => {
    const why = container.reason === '' ? '' : `（${container.reason}）`;
    switch (container.state) {
      case 'waiting':
        return `容器 ${container.name} 尚未启动${why}。打开 Shell 需要正在运行的容器。`;
      case 'terminated':
        return `容器 ${container.name} 已结束${why}。打开 Shell 需要正在运行的容器。`;
      case 'running':
      case 'unknown':
        return `集群没有报告容器 ${container.name} 正在运行${why}。打开 Shell 需要正在运行的容器。`;
    }
  },
  noContainer: '此 Pod 还没有容器。打开 Shell 需要正在运行的容器。',
  mayNotExec: ({ missing }, namespace) => {
    const verbs = missing === undefined ? '' : ` 的 ${missing.join(' 和 ')} `;
    return `你无权在此打开 Shell：在命名空间 ${namespace} 中缺少对 pods/exec${verbs}权限。请集群管理员授予你包含以下规则的角色：{apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"]}。`;
  },

  states: {
    emptyTitle: '这里没有 Pod',
    emptyIn: (namespaces) => `${list.format(namespaces)} 中没有 Pod。下一个启动的 Pod 会自动显示在这里。`,
    emptyAnywhere: '集群中没有你有权列出的 Pod。下一个启动的 Pod 会自动显示在这里。',
    showAll: '显示所有命名空间',
    show: (namespace) => `显示 ${namespace}`,
    noMatchTitle: '没有匹配的 Pod',
    noMatch: (total) => `筛选隐藏了 ${number.format(total)} 个 Pod。`,
    forbiddenTitle: '你无权列出这里的 Pod',
    forbiddenNext: '选择你有权查看的命名空间，切换上下文，或请集群管理员授予你列出 Pod 的权限。',
    refusedSome: (namespaces) => `你无权列出 ${list.format(namespaces)} 中的 Pod。`,
    leaveOut: () => '不再显示',
    unreachableTitle: '集群没有响应',
    unreachableNext: 'Podshell 会自动重试，集群一有响应就会显示 Pod。',
    contextTitle: '没有这个上下文',
    contextNext: '在页面顶部选择一个上下文。',
    unauthenticatedTitle: '集群不认识你',
    unauthenticatedNext: '更新此上下文的凭据，然后重试。',
    otherTitle: '无法显示 Pod',
    otherNext: '请检查地址，或者重试。',
    serverGoneTitle: 'Podshell 没有响应',
    tryAgain: '重试',
    staleBanner: (time) => `你看到的是 ${time} 时的 Pod。`,
    staleNext: 'Podshell 会自动重试。',
    loading: '正在加载 Pod',
  },

  causes: {
    forbidden: '集群不允许你查看这些 Pod。',
    unauthenticated: '集群不接受此上下文的凭据。',
    'pod-not-found': '集群的此命名空间中没有这个名称的 Pod。',
    'context-not-found': 'kubeconfig 中没有这个名称的上下文。',
    'bad-request': '地址中的某个名称或参数无效。',
    'cluster-unreachable': 'Podshell 没有收到集群的响应。',
    'cluster-error': '集群给出了意料之外的回答。',
    draining: '服务器正在关闭。',
    'internal-error': '服务器内部出了问题。',
    'server-unreachable': '页面与服务器失去了联系。',
  },
  unknownCause: '服务器拒绝了请求。',
};
