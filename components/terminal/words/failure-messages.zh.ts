import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './failure-messages.ts';

export const chinese: Translated<typeof english> = {
  'pod-not-found': {
    title: 'Pod 不存在',
    cause: '集群的此命名空间中没有这个名称的 Pod。',
    next: '它可能已被删除，或者被另一个名称的 Pod 取代。请在 Pod 列表中选择。',
  },
  'pod-deleted': {
    title: 'Pod 已被删除',
    cause: 'Shell 打开期间 Pod 被删除，Shell 也随之结束。',
    next: '如果有接替它的 Pod，名称会不同。请在 Pod 列表中选择。',
  },
  'container-not-found': {
    title: 'Pod 中没有这个容器',
    cause: '此 Pod 中没有这个名称的容器。',
    next: '请在 Pod 的页面上选择它的一个容器。',
  },
  'container-not-running': {
    title: '容器没有运行',
    cause: '打开 Shell 需要正在运行的容器。',
    next: 'Pod 的页面会说明它为什么没有运行。等它运行后再重试。',
  },
  'container-restarted': {
    title: '容器已重启',
    cause: 'Shell 打开期间容器重启，Shell 也随之结束。',
    next: '请在重启后的容器中新建 Shell。',
  },
  'bad-request': {
    title: '此地址没有指明 Shell',
    cause: '其中的某个名称或上下文无效。',
    next: '请在 Pod 列表中选择一个 Pod。',
  },
  'context-not-found': {
    title: '没有这个上下文',
    cause: 'kubeconfig 中没有这个名称的上下文。',
    next: '请在 Pod 列表中切换上下文。',
  },
  'shell-not-found': {
    title: '容器中没有 Shell',
    cause: '容器的镜像中没有任何常见的 Shell。',
    next: '只为一个程序制作的镜像往往没有 Shell。可以用 kubectl debug 为 Pod 添加调试容器。',
  },
  'command-not-executable': {
    title: '无法执行 Shell',
    cause: '容器中有这个文件，但不允许执行。',
    next: '请检查文件的权限和容器的安全设置。',
  },
  'stream-broken': {
    title: '集群中断了 Shell',
    cause: '到容器的连接断开了：它的节点、kubelet 或 API 服务器不再响应。',
    next: '请新建 Shell。如果仍然失败，请查看 Pod 所在的节点。',
  },
  'exec-failed': {
    title: 'Shell 未能正常工作',
    cause: '集群无法启动 Shell，或者失去了它。',
    next: '请新建 Shell。服务器日志中有更多信息。',
  },
  forbidden: {
    title: '你无权在此打开 Shell',
    cause: '集群不允许你在此 Pod 中执行命令。',
    next: '请集群管理员授予你在此命名空间中对 pods/exec 的 get 和 create 权限。',
  },
  unauthenticated: {
    title: '你没有登录',
    cause: '服务器或它背后的集群不知道你是谁。',
    next: '请登录或更新凭据，然后重新加载页面。',
  },
  'session-limit': {
    title: '打开的 Shell 太多',
    cause: '已达到服务器允许的 Shell 数量上限。',
    next: '请结束不再需要的 Shell，然后重试。',
  },
  'session-gone': {
    title: '此 Shell 已不存在',
    cause: '服务器不再认识它：连接断开太久，或者服务器已重启。',
    next: '屏幕上的内容仍可阅读和复制。请在同一位置新建 Shell。',
  },
  'taken-over': {
    title: '此 Shell 已在另一个窗口中打开',
    cause: '另一个窗口接管了它，它在那里继续运行。',
    next: '请在那里继续，或者把它取回。',
  },
  'cluster-unreachable': {
    title: '无法连接集群',
    cause: 'Podshell 没有收到集群的响应。',
    next: '请检查集群以及到集群的网络，然后重试。',
  },
  'cluster-error': {
    title: '集群给出了意料之外的回答',
    cause: 'Podshell 无法理解集群的回答。',
    next: '请重试。如果仍然如此，服务器日志中有更多信息。',
  },
  draining: {
    title: '服务器正在关闭',
    cause: '它不再打开新的 Shell。',
    next: '请稍后在接替它的服务器运行后重试。',
  },
  'internal-error': {
    title: 'Podshell 出错了',
    cause: '服务器内部出了问题。',
    next: '请重试。如果仍然如此，Podshell 的管理员可以在日志中找到原因。',
  },
  'server-unreachable': {
    title: 'Podshell 没有响应',
    cause: '此浏览器无法连接服务器。',
    next: '请检查网络，然后重试。',
  },
  'bad-message': {
    title: '页面与服务器不匹配',
    cause: '服务器无法理解此页面；页面加载之后服务器可能已更新。',
    next: '请重新加载页面。你的 Shell 不会恢复。',
  },
  'message-too-big': {
    title: '一次发送的内容太多',
    cause: '服务器一次只接受 1 MiB。',
    next: '请新建 Shell，并把内容分几次粘贴。',
  },
  'origin-rejected': {
    title: '服务器拒绝了来自另一个站点的请求',
    cause: '浏览器表明此请求不是来自 Podshell 自己的页面。',
    next: '请直接在 Podshell 中打开此 Shell。',
  },
  'idle-limit': {
    title: 'Shell 空闲太久',
    cause: '没有输入的时间达到了服务器的上限，所以服务器结束了 Shell。',
    next: '请新建 Shell。',
  },
  'life-limit': {
    title: 'Shell 打开太久',
    cause: 'Shell 已达到服务器允许的最长时间。',
    next: '请新建 Shell。',
  },
  unknown: {
    title: '无法打开 Shell',
    cause: '服务器拒绝了请求。',
    next: '请重试。如果仍然如此，服务器日志中有更多信息。',
  },
};
