/** What the user typed after `podshell`. */

import { parseArgs } from 'node:util';

export const USAGE = `Usage: podshell [options]
       podshell verify FILE...

Opens a shell in a Kubernetes pod, from your browser: serves Podshell on this machine for the cluster of your kubeconfig,
and opens it in the browser.

  --demo             use a small demo cluster that runs on this machine, and no kubeconfig
  --kubeconfig FILE  use this kubeconfig (default: KUBECONFIG, else ~/.kube/config)
  --context NAME     start in this context (default: the current one)
  --port N           listen on this port (default: 3000, or a free one if that is in use)
  --no-open          do not open the browser
  --version          print the version
  --help             print this help

Other settings are environment variables; the README lists them.

"podshell verify" checks recordings of shells, without a server; "podshell verify --help" says how.`;

export interface Options {
  readonly demo: boolean;
  readonly open: boolean;
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly port: number | undefined;
}

export type Invocation =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** What stands after `verify`. */
  | { readonly kind: 'verify'; readonly args: readonly string[] }
  | { readonly kind: 'run'; readonly options: Options }
  /** One sentence: what is wrong, and what would be right. */
  | { readonly kind: 'wrong'; readonly message: string };

const SPEC = {
  demo: { type: 'boolean' },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments. Never throws. */
export function readInvocation(args: readonly string[]): Invocation {
  if (args[0] === 'verify') return { kind: 'verify', args: args.slice(1) };
  const { values, tokens } = parseArgs({
    args: [...args],
    options: SPEC,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  for (const token of tokens) {
    const message = whatIsWrong(token);
    if (message !== undefined) return { kind: 'wrong', message };
  }
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  // Each is text, or a message was returned above.
  const kubeconfig = values.kubeconfig as string | undefined;
  const context = values.context as string | undefined;
  if (values.demo === true && kubeconfig !== undefined) {
    return wrong('--demo has a cluster of its own. Leave out --demo or --kubeconfig.');
  }
  const port = values.port as string | undefined;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    return wrong(`--port must be a whole number from 0 to 65535, not ${JSON.stringify(port)}.`);
  }
  return {
    kind: 'run',
    options: {
      demo: values.demo === true,
      open: values['no-open'] !== true,
      kubeconfig,
      context,
      port: port === undefined ? undefined : Number(port),
    },
  };
}

type Token = NonNullable<ReturnType<typeof parseArgs<{ tokens: true; strict: false }>>['tokens']>[number];

function whatIsWrong(token: Token): string | undefined {
  if (token.kind === 'positional') return `Podshell takes no argument ${JSON.stringify(token.value)}.`;
  if (token.kind !== 'option') return undefined;
  const { name, rawName, value } = token;
  if (!Object.hasOwn(SPEC, name)) {
    return `Podshell has no option ${rawName}. "podshell --help" lists the options.`;
  }
  const { type } = SPEC[name as keyof typeof SPEC];
  if (type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value.`;
  // What looks like an option is one: "--context --no-open" forgot the name.
  const isMissing = value === undefined || value === '' || (!token.inlineValue && value.startsWith('-'));
  return isMissing ? `${rawName} needs a value, for instance ${rawName} ${EXAMPLES[rawName]}.` : undefined;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  '--kubeconfig': './kubeconfig',
  '--context': 'staging',
  '--port': '3001',
};

function wrong(message: string): Invocation {
  return { kind: 'wrong', message };
}
