/** RFC 3339 with whole seconds, as Kubernetes writes times. `ms`: milliseconds since the epoch. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
