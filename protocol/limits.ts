/** Bounds that both ends keep to. What an operator may change lives in the server's settings instead. */

/** Largest SockJS message from a browser, in UTF-8 bytes. Larger ones end the connection with 1009. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Longest reason for opening a shell, in UTF-16 units: a sentence or two, with the number of a ticket. */
export const MAX_REASON_CHARACTERS = 500;

/** Most namespaces that one request may name. A cluster may have thousands, and each costs a request to it. */
export const MAX_NAMESPACES = 100;

/** Pod lists and pod pages that one user follows at once, whether each has a stream of its own or they share one. */
export const MAX_FOLLOWED_LISTS = 200;

/** Container logs that one user reads at once. A page of one pod reads one for each container. */
export const MAX_OPEN_LOGS = 60;

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

/** Lines above the screen that the page's terminal keeps unless the user chooses another number. */
export const DEFAULT_SCROLLBACK_LINES = 10_000;

/** Rows of the tallest window that is worth filling: a 4K monitor on end, in a small font, has under 400. */
export const TALLEST_SCREEN_LINES = 500;

/**
 * Lines that a screen gets when the server skips output for it: what a terminal with the default settings can still
 * show. Fewer would leave a gap in its scrollback, more would be thrown away on arrival.
 */
export const CATCH_UP_TAIL_LINES = DEFAULT_SCROLLBACK_LINES + TALLEST_SCREEN_LINES;

/** Most lines that a screen may ask for: finding where they begin takes the server 10 ms. It may always ask for all. */
export const MAX_SCREEN_LINES = 100_000;

/** Files of recordings that one user reads at once. */
export const MAX_OPEN_RECORDINGS = 10;

/** When a replica that does not answer may do so again, or is known to have ended. Seconds. */
export const REPLICA_RETRY_SECONDS = 3;
