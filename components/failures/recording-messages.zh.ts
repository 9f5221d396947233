import type { Translated } from '#components/language/catalog.ts';
import type { recordings as english } from './recording-messages.ts';

export const chineseRecordings: Translated<typeof english> = {
  'recording-not-found': {
    title: '录制不存在',
    cause: '录制不存在、不属于你，或者已过保留期限而被删除。',
    next: '请检查链接，或在录制列表中查找。',
  },
  'recording-unreadable': {
    title: '无法读取此录制',
    cause: '文件不是录制，或读取它的代码未能加载。',
    next: '请重新加载页面。如果问题持续，请下载文件并运行 podshell verify。',
  },
  'recording-unfinished': {
    title: '录制尚未完成',
    cause: 'Shell 仍在运行，或者其服务器已崩溃，因此尚未保存完整的录制。',
    next: '请在 Shell 结束后重试。',
  },
  'recording-incomplete': {
    title: '录制不完整',
    cause: '存储桶中止了上传，或者服务器在断电时丢失了上传记录，没有可回放的内容。',
    next: '请让 Podshell 管理员检查服务器日志和存储桶的生命周期规则。',
  },
  'recording-encrypted': {
    title: '录制已加密',
    cause: '此服务器没有解密录制的密钥。',
    next: '请下载加密文件，并使用 age 解密。',
  },
  'recording-store-unavailable': {
    title: '录制暂时不可用',
    cause: '保存录制的存储没有响应。',
    next: '请在一分钟后重试。如果仍然出现此问题，请联系 Podshell 管理员检查服务器日志。',
  },
  'recording-unavailable': {
    title: '无法保存录制',
    cause: '此处的 Shell 必须录制，但保存录制的存储没有响应。',
    next: '请重试。如果问题持续存在，请联系 Podshell 管理员检查服务器日志。',
  },
  'recording-failed': {
    title: '录制失败',
    cause: '此 Shell 必须录制，但录制失败，因此服务器已将其结束。',
    next: '请新建 Shell。如果仍然失败，请联系 Podshell 管理员。',
  },
};
