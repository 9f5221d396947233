/**
 * The frames of exec and attach over WebSocket: one channel byte, then the payload, always binary.
 * Source: KEP-4006 and k8s.io/apimachinery/pkg/util/remotecommand.
 */

export const CHANNEL_V5 = 'v5.channel.k8s.io';
export const CHANNEL_V4 = 'v4.channel.k8s.io';

export const STDIN_CHANNEL = 0;
export const STDOUT_CHANNEL = 1;
export const STDERR_CHANNEL = 2;
export const STATUS_CHANNEL = 3;
export const RESIZE_CHANNEL = 4;

/** v5 only: `[CLOSE_CHANNEL, n]` says that channel n gets no more data. */
export const CLOSE_CHANNEL = 255;
