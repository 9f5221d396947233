/** How a terminal marks pasted text for a program that asked for it (xterm control sequences, mode 2004). */

export const PASTE_START = '\x1b[200~';
export const PASTE_END = '\x1b[201~';
