import { runStep } from '../run-step.ts';

/** Runs a tool in the foreground. @throws Error if its exit code is not 0 */
export async function mustRun(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const code = await runStep({ name: command, command, args, env });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed with exit code ${code}`);
}
