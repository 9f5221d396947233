import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';
import { chinesePlaces } from './place-messages.zh.ts';
import { chineseRecordings } from './recording-messages.zh.ts';

export const chinese: Translated<typeof english> = {
  codes: {
    'bad-request': {
      title: '链接无效',
      cause: '地址中的名称或参数无效。',
      next: '请在 Pod 列表中选择 Pod。',
    },
    unauthenticated: {
      title: '你尚未登录',
      cause: '你的登录已过期，或你已在其他位置退出登录，或者凭据未被接受。',
      next: '请重新登录或更新凭据，然后重新加载页面。',
    },
    'cluster-unauthenticated': {
      title: '集群身份验证失败',
      cause: '集群未接受你的凭据。',
      next: '请更新集群凭据，然后重试。',
    },
    'token-rejected': {
      title: '令牌未被接受',
      cause: '集群不接受此令牌。',
      next: '请确认令牌完整且未过期，然后重试。',
    },
    'sign-in-failed': {
      title: '登录失败',
      cause: '身份提供商未让你登录。',
      next: '请重试。如果问题持续出现，请查看服务器日志。',
    },
    'sign-in-unavailable': {
      title: '身份提供商不可用',
      cause: '身份提供商没有响应，无法检查你的登录。',
      next: '请稍后重试。',
    },
    'too-many-attempts': {
      title: '登录尝试过多',
      cause: '来自你的地址的登录失败次数过多。',
      next: '请等待一分钟，然后重试。',
    },
    forbidden: {
      title: '你没有在此打开 Shell 的权限',
      cause: '集群不允许你在此 Pod 中执行命令。',
      next: '请联系集群管理员，授予此命名空间中 pods/exec 的 get 和 create 权限。',
    },
    'impersonation-refused': {
      title: 'Podshell 无权代表你操作',
      cause: '集群不允许 Podshell 自己的账号伪装成你或你所在的某个组。',
      next: '请联系 Podshell 管理员，扩展该账号的角色权限。',
    },
    'origin-rejected': {
      title: '已拦截来自其他站点的请求',
      cause: '该请求来自其他站点，或代理更改了 Host 标头。',
      next: '请直接打开 Podshell，然后重试。如果已是直接打开，请联系 Podshell 管理员将 PODSHELL_PUBLIC_URL 设置为浏览器中的地址。',
    },
    'not-found': {
      title: '未找到',
      cause: '服务器或集群中没有此地址对应的内容。',
      next: '请检查地址，或在 Pod 列表中选择 Pod。',
    },
    'pod-not-found': {
      title: 'Pod 不存在',
      cause: '此命名空间中没有该名称的 Pod。',
      next: 'Pod 可能已被删除或替换。请在 Pod 列表中选择 Pod。',
    },
    'container-not-found': {
      title: '容器不存在',
      cause: '此 Pod 中没有该名称的容器。',
      next: '请选择此 Pod 中的容器。',
    },
    'previous-log-not-found': {
      title: '没有上一次运行的日志',
      cause: '容器没有重启过，或者节点已删除该日志。',
      next: '请查看当前运行的日志。',
    },
    'context-not-found': {
      title: '上下文不存在',
      cause: 'kubeconfig 中没有该名称的上下文。',
      next: '请切换到其他上下文。',
    },
    'context-required': {
      title: '请选择上下文',
      cause: 'kubeconfig 没有设置当前上下文。',
      next: '请在页面顶部选择上下文，或使用“kubectl config use-context”设置。',
    },
    'reason-required': {
      title: '为什么打开此 Shell？',
      cause: '在此命名空间中打开 Shell 需要填写原因，原因会写入审计日志。',
      next: '请填写原因，然后打开 Shell。',
    },
    'reason-optional': {
      title: '为什么打开此 Shell？',
      cause: '在此命名空间中打开 Shell 可以填写原因，原因会写入审计日志。',
      next: '请填写原因，也可以不填。',
    },
    'context-unusable': {
      title: '上下文不可用',
      cause: 'kubeconfig 中此上下文的配置不完整或无效。',
      next: '请修正 kubeconfig，或切换到其他上下文。',
    },
    'credential-plugin-failed': {
      title: '凭据插件失败',
      cause: 'kubeconfig 指定的凭据程序没有返回凭据。',
      next: '请在运行 Podshell 的机器上重新登录集群，然后重试。',
    },
    'credential-plugin-timeout': {
      title: '凭据插件超时',
      cause: 'kubeconfig 指定的凭据程序运行时间过长，可能在等待登录。',
      next: '请在运行 Podshell 的机器上重新登录集群，然后重试。',
    },
    'view-not-found': {
      title: '链接无效',
      cause: '终端已关闭、所有者已停止共享，或链接已超过 24 小时。',
      next: '请索取新链接。',
    },
    'view-limit': {
      title: '链接过多',
      cause: '此终端的链接数量已达上限。',
      next: '请先结束其中一个链接。',
    },
    'session-not-found': {
      title: '会话不存在',
      cause: '会话已结束，或者会话 ID 有误。',
      next: '请新建 Shell。',
    },
    ...chineseRecordings,
    'range-not-satisfiable': {
      title: '位置超出录制范围',
      cause: '录制比此页面预期的短。',
      next: '请重新加载页面。',
    },
    'method-not-allowed': {
      title: '此页面已过期',
      cause: '服务器不支持此请求。服务器可能已更新。',
      next: '请重新加载页面。',
    },
    'container-not-running': {
      title: '容器未运行',
      cause: 'Shell 需要运行中的容器。',
      next: '请在 Pod 页面上查看容器状态，然后重试。',
    },
    'body-too-large': {
      title: '请求过大',
      cause: '请求超过了服务器接受的大小。',
      next: '请减少单次发送的内容。',
    },
    'headers-too-large': {
      title: '请求标头过大',
      cause: '浏览器或 Podshell 前面的代理发送的标头超过了服务器接受的大小。',
      next: '请删除此站点的 Cookie。如果前面有登录代理，请让它发送更少的组或更小的令牌。',
    },
    'host-rejected': {
      title: '不允许使用此主机名',
      cause: '服务器不接受发往此主机名的请求。',
      next: '请通过配置的地址打开 Podshell。',
    },
    'session-limit': {
      title: '打开的 Shell 过多',
      cause: '已达到服务器允许的 Shell 数量上限。',
      next: '请结束不再需要的 Shell，然后重试。',
    },
    'too-many-requests': {
      title: '请求过多',
      cause: '你的请求超过了服务器同时接受的数量。',
      next: '请等待几秒，然后重试。',
    },
    'internal-error': {
      title: 'Podshell 出错',
      cause: '服务器发生内部错误。',
      next: '请重试。如果问题持续出现，请查看服务器日志。',
    },
    'cluster-error': {
      title: '集群返回了意外响应',
      cause: 'Podshell 无法理解集群返回的响应。',
      next: '请重试。如果问题持续出现，请查看服务器日志。',
    },
    'cluster-unreachable': {
      title: '无法连接到集群',
      cause: '集群没有响应。',
      next: '请检查集群和网络，然后重试。',
    },
    'audit-unavailable': {
      title: '无法写入审计日志',
      cause: '在 Podshell 能够重新写入审计日志之前，无法打开新的 Shell。',
      next: '请联系 Podshell 管理员检查服务器日志，然后重试。',
    },
    draining: {
      title: '服务器正在关闭',
      cause: '无法打开新的 Shell。',
      next: '请在服务器恢复后重试。',
    },
    'replica-unreachable': {
      title: 'Podshell 副本无响应',
      cause: '运行此 Shell 的另一个 Podshell 副本暂时无法访问。',
      next: 'Shell 可能仍在运行，请在几秒后重试。',
    },

    'shell-not-found': {
      title: '找不到 Shell',
      cause: '容器镜像中没有常见的 Shell，或没有你选择的 Shell。',
      next: '请尝试其他 Shell，或使用 kubectl debug 为 Pod 添加调试容器。',
    },
    'command-not-found': {
      title: '找不到命令',
      cause: '容器镜像中没有此命令。',
      next: '请检查命令名称、使用完整路径，或改为打开 Shell。',
    },
    'command-not-executable': {
      title: '没有执行权限',
      cause: '容器中存在此 Shell 或命令，但容器用户无权执行。',
      next: '请检查文件权限和容器的安全上下文。',
    },
    'stream-broken': {
      title: '与容器的连接已断开',
      cause: '节点、kubelet 或 API 服务器停止响应。',
      next: '请新建 Shell。如果仍然失败，请检查 Pod 所在的节点。',
    },
    'pod-deleted': {
      title: 'Pod 已删除',
      cause: 'Pod 被删除，Shell 随之结束。',
      next: '请在 Pod 列表中选择其他 Pod。',
    },
    'container-restarted': {
      title: '容器已重启',
      cause: '容器重启，Shell 随之结束。',
      next: '请在重启后的容器中新建 Shell。',
    },
    'container-ended': {
      title: '容器已结束',
      cause: '容器已结束，Shell 随之结束。该容器不会再次运行。',
      next: '请选择其他容器或 Pod。',
    },
    'out-of-memory': {
      title: '内存不足',
      cause: '容器的内存可能已耗尽，Shell 随之结束。',
      next: '请新建 Shell 并减少内存用量，或提高容器的内存限制。',
    },
    'idle-limit': {
      title: '因空闲已关闭',
      cause: '长时间没有输入，服务器已结束 Shell。',
      next: '请新建 Shell。',
    },
    'life-limit': {
      title: '已达到时间上限',
      cause: 'Shell 达到时间上限，服务器已将其结束。',
      next: '请新建 Shell。',
    },
    'unattached-limit': {
      title: '留下的 Shell 过多',
      cause: '你留下的 Shell 多于服务器保留的数量，服务器已结束这一个。',
      next: '请新建 Shell。',
    },
    'closed-by-user': {
      title: '你已结束此 Shell',
      cause: '你在其他窗口或运行中的 Shell 列表中结束了此 Shell。',
      next: '请新建 Shell。',
    },
    'sign-in-expired': {
      title: '登录已失效',
      cause: '你的登录已过期，或你已在其他位置退出登录。除非集群已拒绝你的凭据，否则 Shell 暂时继续运行。',
      next: '请重新登录，然后继续使用此 Shell。',
    },
    'token-expired': {
      title: '令牌已过期',
      cause: '你的令牌即将过期，服务器已结束 Shell。',
      next: '请使用新令牌登录，然后新建 Shell。',
    },
    'replica-gone': {
      title: 'Podshell 副本已停止',
      cause: '运行此 Shell 的 Podshell 副本已停止，Shell 也随之结束。',
      next: '请新建 Shell。',
    },
    'drain-over': {
      title: 'Shell 因重启而结束',
      cause: 'Podshell 已重启或更新，留给已打开 Shell 的时间已用完。',
      next: '请新建 Shell。',
    },
    'view-ended': {
      title: '共享已结束',
      cause: '此终端的所有者已停止共享。',
      next: '如需继续观看，请索取新链接。',
    },
    'view-removed': {
      title: '你已被移除',
      cause: '此终端的所有者已将你移出观看者列表。',
      next: '如需继续观看，请索取新链接。',
    },
    'view-expired': {
      title: '链接已过期',
      cause: '链接的有效期为 24 小时。',
      next: '如需继续观看，请索取新链接。',
    },
    'view-over': {
      title: '终端已关闭',
      cause: '你观看的内容已结束。',
      next: '你仍可以复制输出。',
    },
    'watcher-limit': {
      title: '观看者过多',
      cause: '观看此终端的窗口数量已达上限。',
      next: '请在有人离开后重试。',
    },
    'owner-ended': {
      title: '所有者已关闭此终端',
      cause: '所有者已关闭此终端。',
      next: '你仍可复制输出。',
    },
    'owner-away': {
      title: '所有者没有回来',
      cause: '所有者离开时间过长，服务器关闭了此终端。',
      next: '你仍可复制输出。',
    },
    'owner-refused': {
      title: '所有者失去权限',
      cause: '所有者不再有权限使用此终端。',
      next: '你仍可复制输出。',
    },
    'server-stopped': {
      title: 'Podshell 已停止',
      cause: 'Podshell 已停止，此终端因此关闭。',
      next: '你仍可复制输出。',
    },

    'exec-failed': {
      title: 'Shell 运行失败',
      cause: '集群无法启动 Shell，或者与 Shell 的连接中断。',
      next: '请新建 Shell。如果问题持续出现，请查看服务器日志。',
    },
    'session-gone': {
      title: '会话已失效',
      cause: '连接断开时间过长，或者服务器已重启。',
      next: '你仍可复制输出。请新建 Shell 以继续。',
    },
    'taken-over': {
      title: '此 Shell 已在其他窗口中打开',
      cause: 'Shell 在其他窗口中继续运行。',
      next: '请在该窗口中继续，或在此使用。',
    },
    'bad-message': {
      title: '此页面已过期',
      cause: '服务器无法理解此页面。服务器可能已更新。',
      next: '请重新加载页面。Shell 不会恢复。',
    },
    'message-too-big': {
      title: '消息过大',
      cause: '服务器单次最多接受 1 MiB。',
      next: '请新建 Shell，并分批粘贴。',
    },
    'server-unreachable': {
      title: '无法连接到 Podshell',
      cause: '与 Podshell 的连接已断开。',
      next: '请检查网络，然后重试。',
    },
    'bad-answer': {
      title: '意外响应',
      cause: '响应并非来自 Podshell，可能由代理返回。',
      next: '请重试。如果问题持续出现，请检查代理和服务器日志。',
    },
    unknown: {
      title: '请求失败',
      cause: '服务器报告了此页面无法识别的错误。',
      next: '请重新加载页面。如果问题持续出现，请查看服务器日志。',
    },
  },

  places: chinesePlaces,

  serverMessage: '服务器消息：',
};
