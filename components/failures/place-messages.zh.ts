import type { Translated } from '#components/language/catalog.ts';
import type { places as english } from './place-messages.ts';

export const chinesePlaces: Translated<typeof english> = {
  attached: {
    'idle-limit': {
      title: '因空闲已断开附加',
      cause: '长时间没有输入，服务器已断开附加。',
      next: '容器的进程继续运行，请重新附加。',
    },
    'life-limit': {
      title: '达到时间上限，已断开附加',
      cause: '终端达到时间上限，服务器已断开附加。',
      next: '容器的进程继续运行，请重新附加。',
    },
    'unattached-limit': {
      title: '留下的终端过多',
      cause: '你留下的终端多于服务器保留的数量，服务器已断开这一个。',
      next: '容器的进程继续运行，请重新附加。',
    },
    'closed-by-user': {
      title: '你已断开此终端',
      cause: '你在其他窗口或运行中的 Shell 列表中断开了此终端。',
      next: '容器的进程继续运行，请重新附加。',
    },
    'sign-in-expired': {
      cause: '你的登录已过期，或你已在其他位置退出登录。容器的进程继续运行。',
      next: '请重新登录，然后继续使用此终端。',
    },
    'token-expired': {
      cause: '你的令牌即将过期，服务器已断开附加。',
      next: '容器的进程继续运行。请使用新令牌登录，然后重新附加。',
    },
    'replica-gone': {
      cause: '运行此终端的 Podshell 副本已停止，附加随之断开。',
      next: '容器的进程继续运行，请重新附加。',
    },
    'recording-failed': {
      cause: '此终端必须录制，但录制失败，因此服务器已断开附加。',
      next: '容器的进程继续运行，请重新附加。如果仍然失败，请联系 Podshell 管理员。',
    },
    'drain-over': {
      title: '因重启已断开附加',
      cause: 'Podshell 已重启或更新，留给已打开终端的时间已用完。',
      next: '容器的进程继续运行，请重新附加。',
    },
    'replica-unreachable': {
      cause: '运行此终端的另一个 Podshell 副本暂时无法访问。',
      next: '容器的进程继续运行，请在几秒后重试。',
    },
    'session-gone': {
      next: '容器的进程继续运行，请重新附加以继续。',
    },
  },
  pods: {
    forbidden: {
      title: '你没有列出这些 Pod 的权限',
      cause: '集群不允许你列出这些 Pod。',
      next: '请选择其他命名空间、切换上下文，或联系集群管理员授予列出 Pod 的权限。',
    },
    'cluster-unauthenticated': {
      cause: '集群未接受此上下文的凭据。',
      next: '请更新凭据，然后重试。',
    },
    'bad-request': { next: '请更正地址，或切换到所有命名空间。' },
    draining: { cause: '服务器正在重启或被替换。' },
  },
  pod: {
    forbidden: {
      title: '你没有查看此 Pod 的权限',
      cause: '集群不允许你获取此 Pod。',
      next: '请切换上下文，或联系集群管理员授予获取 Pod 的权限。',
    },
    'cluster-unauthenticated': {
      cause: '集群未接受此上下文的凭据。',
      next: '请更新凭据，然后重试。',
    },
    draining: { cause: '服务器正在重启或被替换。' },
  },
  log: {
    forbidden: {
      title: '你没有权限查看此处的日志',
      cause: '集群不允许你读取此 Pod 的日志。',
      next: '请向集群管理员申请此命名空间中 pods/log 的 get 权限。',
    },
    'container-not-running': {
      title: '还没有日志',
      cause: '容器尚未启动。',
      next: '请在 Pod 页面查看其状态。',
    },
    draining: { cause: '服务器正在重启或被替换。' },
  },
  watch: {
    forbidden: {
      title: '你没有观看此终端的权限',
      cause: '要观看终端，你需要在其 Pod 中执行 exec 的权限。',
      next: '请联系集群管理员授予此命名空间中 pods/exec 的 get 和 create 权限。',
    },
    'idle-limit': { cause: '长时间没有输入，服务器关闭了此终端。' },
    'life-limit': { cause: '已达到时间上限，服务器关闭了此终端。' },
    'unattached-limit': { cause: '所有者留下的终端超过服务器保留的数量，服务器关闭了此终端。' },
    'token-expired': { cause: '所有者的令牌即将过期，服务器关闭了此终端。' },
    'recording-failed': { cause: '此终端必须录制，但录制失败，服务器因此关闭了它。' },
    'drain-over': { cause: 'Podshell 已重启或更新，留给已打开终端的时间已用完。' },
  },
};
