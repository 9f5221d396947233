/** Bounds that both ends keep to. What an operator may change lives in the server's settings instead. */

/** Largest SockJS message from a browser, in UTF-8 bytes. Larger ones end the connection with 1009. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Most namespaces that one request may name. A cluster may have thousands, and each costs a request to it. */
export const MAX_NAMESPACES = 100;

/** Smallest and largest terminal size, in columns or rows: the kernel keeps each in an unsigned short. */
export const MIN_TERMINAL_SIDE = 1;
export const MAX_TERMINAL_SIDE = 65_535;

/** Size that a session has until the browser has said its own, in columns and rows. */
export const DEFAULT_TERMINAL_SIZE = { cols: 80, rows: 24 } as const;

/**
 * A browser that acknowledges does so after at most this many bytes of output that it has shown. The server's low
 * mark must not be below it: the session would wait for an acknowledgement that is not due yet.
 */
export const ACK_BYTES = 5_000;

/** Longest name that a window gives itself in `bind`, in UTF-16 units: room for a UUID and more. */
export const MAX_WRITER_LENGTH = 64;

/**
 * A window that asked for it is told after at most this many bytes that its input was taken. It may wait with more
 * input until then, so its own bound on what is unconfirmed must be above this.
 */
export const INPUT_RECEIPT_BYTES = 64 * 1024;
