import type { Translated } from '#components/language/catalog.ts';
import type { messages as english } from './messages.ts';

export const chinese: Translated<typeof english> = {
  loading: '正在向集群查询你的身份…',
  user: '用户',
  groups: '用户组',
  noGroups: '无',
  groupsLeftOut:
    '你所属的用户组过多，身份提供商没有在登录信息中列出全部用户组，因此你缺少通过这些组获得的权限。请联系 Podshell 管理员。',
  expires: '登录过期时间',
  modes: {
    kubeconfig: 'Podshell 使用其 kubeconfig 中的凭据。',
    token: '已使用令牌登录。',
    oidc: '已通过身份提供商登录。',
    proxy: '已由 Podshell 前面的代理登录。',
  },
  asTheCluster: '用户和用户组由集群提供。',
  signOut: '退出登录',
  signingOut: '正在退出…',
  tryAgain: '重试',
};
