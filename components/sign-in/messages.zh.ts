import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  title: '登录',
  cluster: '集群',
  context: '上下文',
  noContext: '没有当前上下文',

  tokenIntro: 'Podshell 使用你自己在集群中的权限。请粘贴集群接受的持有者令牌。',
  token: '令牌',
  showToken: '显示令牌',
  hideToken: '隐藏令牌',
  otherContext: '使用其他上下文',
  contextField: '上下文',
  contextHint: (current) =>
    current === ''
      ? '令牌所属的上下文，取自 Podshell 的 kubeconfig。'
      : `令牌所属的上下文，取自 Podshell 的 kubeconfig。留空则使用 ${current}。`,
  signIn: '登录',
  signingIn: '正在登录…',
  wait: (seconds) => `请在 ${seconds} 秒后重试。`,
  howTo: '获取服务账号的令牌：',

  providerIntro: '身份提供商完成登录后，会将你带回此处。',
  signInWith: (provider) => `使用 ${provider} 登录`,
  signInWithProvider: '使用身份提供商登录',

  proxyTitle: '你尚未登录',
  proxyText: 'Podshell 前面的代理负责登录，但没有传递用户。请通过代理的地址打开 Podshell。',
  proxyAdmin:
    '如果你已这样做，请让 Podshell 管理员检查 PODSHELL_TRUSTED_PROXIES 和 PODSHELL_PROXY_USER_HEADER。',
  ended: '登录已失效。',
  again: '重新登录',
  againText: '终端和列表会从原处继续。',
  reload: '重新加载',
  done: '你已登录',
  doneText: '可以关闭此窗口。',
  tryAgain: '重试',

  frameTitle: '你尚未登录',
  frameText: 'Podshell 会打开一个登录窗口，登录完成后窗口自动关闭。',
  frameLost:
    '你已登录，但此窗口与打开它的页面失去了联系。请联系 Podshell 管理员：该页面或身份提供商设置了 Cross-Origin-Opener-Policy。',
  frameProblems: {
    blocked: '浏览器拦截了登录窗口。请允许此页面弹出窗口，然后重试。',
    'not-kept': '浏览器不会为此页面中的框架保存登录信息。请更新浏览器，或在单独的标签页中打开 Podshell。',
    insecure: '在其他页面中登录需要 HTTPS。请在单独的标签页中打开 Podshell。',
  },
};
