/** What a program leaves behind when it ends without tidying up, or is killed: the screen is the user's again. */

/**
 * Written when the shell has ended. In this order: cancel a sequence that was cut off; draw at once again (2026); leave
 * the alternate screen without moving the cursor (1047); no mouse reports, in whatever form (9, 1000, 1002, 1003, 1005,
 * 1006, 1015, 1016); the defaults of the remaining modes, of margins, colours and character sets (DECSTR); no cursor
 * (DECTCEM).
 */
export const END_OF_SHELL =
  '\x18\x1b[?2026l\x1b[?1047l\x1b[?9;1000;1002;1003;1005;1006;1015;1016l\x1b[!p\x1b[?25l';
