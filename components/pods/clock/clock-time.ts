const format = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

/** The local time of day, for instance `14:03:09`. @param at milliseconds since the epoch */
export function clockTime(at: number): string {
  return format.format(at);
}
