/** Whether traces are wanted, by the settings of OpenTelemetry (its specification of environment variables). */
export function wantsTraces(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none') return false;
  return Object.entries(env).some(([name, value]) => name.startsWith('OTEL_') && value !== '');
}
