import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONTAINER_MARKER, environmentFor } from './environment.ts';
import { ImageStore } from './image-store.ts';
import { commandLine, imageFor } from './images.ts';
import { resolveCommand } from './resolve-command.ts';
import { makeRootDirectory, type RootDirectory } from './root-directory.ts';

describe('an image', () => {
  test.each([
    ['debian', 'debian'],
    ['localhost/busybox:1', 'busybox'],
    ['registry.example:5000/team/busybox@sha256:abc', 'busybox'],
    ['gcr.io/distroless/static-debian12:nonroot', 'distroless'],
    ['crash:latest', 'crash'],
    ['localhost/bash-only:1', 'bash-only'],
    ['localhost/zsh-only:1', 'zsh-only'],
    ['nginx', 'debian'],
    ['', 'debian'],
  ])('is recognized by its repository name: %s', (reference, kind) => {
    expect(imageFor(reference).kind).toBe(kind);
  });
});

describe('the command line of a container', () => {
  test.each([
    ['busybox', {}, ['sleep', '1000000']],
    ['busybox', { stdin: true }, ['sh', '-c', expect.stringMatching(/exec busybox sh; exec sh$/)]],
    ['debian', { stdin: true }, ['bash']],
    ['debian', { args: ['cat'], stdin: true }, ['cat']],
    ['debian', { command: ['ls'] }, ['ls']],
    ['debian', { command: ['ls'], args: ['-l'] }, ['ls', '-l']],
    ['distroless', {}, ['/app']],
    ['distroless', { args: ['-v'] }, ['/app', '-v']],
  ])('of %s with %j', (image, spec, line) => {
    expect(commandLine(imageFor(image), spec)).toEqual(line);
  });
});

describe('in a container', () => {
  let directory: string;
  let images: ImageStore;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'podshell-images-'));
    images = new ImageStore(join(directory, 'images'), '/usr/bin:/bin:relative:');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function start(image: string): RootDirectory {
    return makeRootDirectory(join(directory, 'root'), imageFor(image), 'pod', images, {
      kind: 'none',
      reason: 'tested without',
    });
  }

  const missing = (name: string) =>
    `unable to start container process: exec: "${name}": executable file not found in $PATH`;
  const noFile = (name: string) =>
    `unable to start container process: exec: "${name}": stat ${name}: no such file or directory`;

  test.each(['bash-only', 'zsh-only'])('%s has no sh', (image) => {
    expect(resolveCommand(start(image), ['sh'])).toEqual({ kind: 'failed', reason: missing('sh') });
  });

  test.each([
    ['debian', 'sh'],
    ['debian', '/bin/sh'],
    ['debian', '/usr/bin/env'],
    ['busybox', 'sh'],
    ['busybox', '/bin/cat'],
    ['distroless', '/app'],
  ])('of %s, %s is found', (image, name) => {
    expect(resolveCommand(start(image), [name]).kind).toBe('found');
  });

  test.each([
    ['busybox', 'bash', missing('bash')],
    ['distroless', 'sh', missing('sh')],
    ['distroless', '/bin/sh', noFile('/bin/sh')],
    ['busybox', '/usr/bin/bash', noFile('/usr/bin/bash')],
    ['debian', './nothing', noFile('./nothing')],
    ['debian', '/etc/passwd', 'unable to start container process: exec: "/etc/passwd": permission denied'],
    ['debian', '/etc', 'unable to start container process: exec: "/etc": permission denied'],
    ['debian', '', 'args must not be empty'],
  ])('of %s, %s is not: %s', (image, name, reason) => {
    expect(resolveCommand(start(image), [name])).toEqual({ kind: 'failed', reason });
  });

  test('a script that the container wrote is found by each of its paths', () => {
    const root = start('debian');
    const path = join(root.path, 'home/run.sh');
    writeFileSync(path, '#!/bin/sh\n', { mode: 0o755 });
    for (const name of ['./home/run.sh', '/home/run.sh', path]) {
      expect(resolveCommand(root, [name])).toEqual({ kind: 'found', program: path });
    }
  });

  test('the environment has nothing from the host, and the container spec cannot override the marker', () => {
    const root = start('busybox');
    const declared = [
      { name: 'COLOR', value: 'blue' },
      { name: CONTAINER_MARKER, value: 'other' },
      { name: 'FROM_SECRET', valueFrom: {} },
    ];
    const of = { root, image: imageFor('busybox'), hostname: 'pod', containerId: 'id', declared };
    expect(environmentFor(of, 'sh', true)).toMatchObject({
      TERM: 'xterm',
      ENV: `${root.inside.home}/.shinit`,
      HOSTNAME: 'pod',
      COLOR: 'blue',
      [CONTAINER_MARKER]: 'id',
    });
    const plain = environmentFor(of, 'cat', false);
    for (const name of ['TERM', 'PS1', 'ENV', 'FROM_SECRET', 'NODE_ENV', 'USER'])
      expect(plain).not.toHaveProperty(name);
    expect(plain.PATH).toBe(root.inside.bin);
  });

  test('a restart begins with an empty directory', () => {
    const root = start('debian');
    writeFileSync(join(root.path, 'home/left'), 'x');
    expect(resolveCommand(start('debian'), ['/home/left'])).toEqual({
      kind: 'failed',
      reason: noFile('/home/left'),
    });
  });
});
