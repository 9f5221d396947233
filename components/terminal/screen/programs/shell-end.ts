/** Resets the modes that a program leaves behind when it ends without restoring them, or is killed. */

/**
 * Written when the shell has ended. In this order: cancel a truncated sequence; end synchronized output (2026); leave the
 * alternate screen without moving the cursor (1047); turn off all mouse reports (9, 1000, 1002, 1003, 1005, 1006, 1015,
 * 1016); reset the other modes, margins, colours and character sets (DECSTR); hide the cursor (DECTCEM).
 */
export const END_OF_SHELL =
  '\x18\x1b[?2026l\x1b[?1047l\x1b[?9;1000;1002;1003;1005;1006;1015;1016l\x1b[!p\x1b[?25l';

/** DECTCEM. */
export const SHOW_CURSOR = '\x1b[?25h';
