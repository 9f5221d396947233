import { expect, test } from 'vitest';
import { readInvocation, USAGE } from './options.ts';

const DEFAULTS = { demo: false, open: true, kubeconfig: undefined, context: undefined, port: undefined };

test.each([
  [[], DEFAULTS],
  [['--demo', '--no-open'], { ...DEFAULTS, demo: true, open: false }],
  [
    ['--kubeconfig', './a b', '--context=prod', '--port', '0'],
    { ...DEFAULTS, kubeconfig: './a b', context: 'prod', port: 0 },
  ],
  // A context may have any name.
  [['--context=--prod'], { ...DEFAULTS, context: '--prod' }],
])('%j is understood', (args, options) => {
  expect(readInvocation(args)).toEqual({ kind: 'run', options });
});

test('what stands after verify is its own', () => {
  expect(readInvocation(['verify', 'a.cast', '--help'])).toEqual({
    kind: 'verify',
    args: ['a.cast', '--help'],
  });
});

test('help and version win over other options', () => {
  expect(readInvocation(['--demo', '-h'])).toEqual({ kind: 'help' });
  expect(readInvocation(['--demo', '--version'])).toEqual({ kind: 'version' });
});

test.each([
  [['--opne'], 'no option --opne. "podshell --help" lists'],
  [['-x'], 'no option -x'],
  [['shell'], 'takes no argument "shell"'],
  [['--demo=yes'], '--demo takes no value'],
  [['--port'], '--port needs a value, for instance --port 3001'],
  [['--context', '--no-open'], '--context needs a value'],
  [['--kubeconfig='], '--kubeconfig needs a value'],
  [['--port', '65536'], '--port must be a whole number from 0 to 65535, not "65536"'],
  [['--port', '1e3'], 'not "1e3"'],
  [['--demo', '--kubeconfig', 'x'], 'Leave out --demo or --kubeconfig'],
])('%j is refused with one sentence', (args, part) => {
  const invocation = readInvocation(args);
  expect(invocation).toMatchObject({ kind: 'wrong', message: expect.stringContaining(part) });
});

test('the help names every option', () => {
  for (const option of ['demo', 'kubeconfig', 'context', 'port', 'no-open', 'version', 'help']) {
    expect(USAGE).toContain(`\n  --${option} `);
  }
});
