import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SealedCookies } from './sealed-cookies.ts';

const SECRET = 's'.repeat(32);
const OTHER = 'o'.repeat(32);
const cookies = sealedBy(SECRET);

function sealedBy(...secrets: [string, ...string[]]): SealedCookies {
  return new SealedCookies({ secrets, secure: false, path: '/' });
}

/** What a browser sends back after these `Set-Cookie` values. */
function shown(...setCookies: readonly string[]): string[] {
  const jar = new Map<string, string>();
  for (const line of setCookies) {
    const [pair = '', ...attributes] = line.split('; ');
    const name = pair.slice(0, pair.indexOf('='));
    if (attributes.includes('Max-Age=0')) jar.delete(name);
    else jar.set(name, pair);
  }
  return [[...jar.values()].join('; ')];
}

/** Text that does not compress, as tokens do not. */
function noise(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}

test('any value comes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      expect(await cookies.open('a', shown(...(await cookies.seal('a', value))))).toEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
    { numRuns: 30 },
  );
});

describe('300 groups and two tokens', () => {
  const value = {
    groups: Array.from(
      { length: 300 },
      (_, index) => `cn=team-${index}-${noise(12)},ou=groups,dc=example,dc=com`,
    ),
    tokens: [noise(8000), noise(8000)],
  };

  test('fit in pieces that browsers keep', async () => {
    const set = await cookies.seal('podshell', value);
    expect(set.length).toBeGreaterThan(2);
    for (const line of set) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(3800);
    expect(await cookies.open('podshell', shown(...set))).toEqual(value);
  });

  test('one missing piece opens nothing', async () => {
    const set = await cookies.seal('podshell', value);
    for (const index of set.keys()) {
      expect(await cookies.open('podshell', shown(...set.toSpliced(index, 1)))).toBeUndefined();
    }
  });

  test('pieces of two values open nothing', async () => {
    const [first = ''] = await cookies.seal('podshell', value);
    const [, ...rest] = await cookies.seal('podshell', { ...value, other: true });
    expect(await cookies.open('podshell', shown(first, ...rest))).toBeUndefined();
  });

  test('a shorter value removes the pieces of a longer one', async () => {
    const long = await cookies.seal('podshell', value);
    const short = await cookies.seal('podshell', 'short', shown(...long));
    expect(shown(...long, ...short)[0]?.split('; ')).toHaveLength(1);
    expect(await cookies.open('podshell', shown(...long, ...short))).toBe('short');
  });

  test('removing removes every piece', async () => {
    const set = await cookies.seal('podshell', value);
    expect(shown(...set, ...cookies.remove('podshell', shown(...set)))).toEqual(['']);
  });
});

test('a value that no browser would keep is refused', async () => {
  await expect(cookies.seal('a', noise(200_000))).rejects.toThrow(RangeError);
});

test('a changed character opens nothing', async () => {
  const [line = ''] = shown(...(await cookies.seal('a', { user: 'alice' })));
  const start = 'a='.length;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: start, max: line.length - 1 }), async (index) => {
      const changed = line[index] === 'A' ? 'B' : 'A';
      const opened = await cookies.open('a', [line.slice(0, index) + changed + line.slice(index + 1)]);
      // The last character of base64 may hold bits that count for nothing.
      if (opened !== undefined) expect(opened).toEqual({ user: 'alice' });
      else expect(opened).toBeUndefined();
    }),
  );
});

test('a cookie of another name opens nothing', async () => {
  const [line = ''] = shown(...(await cookies.seal('begin', { user: 'alice' })));
  expect(await cookies.open('podshell', [line.replace('begin=', 'podshell=')])).toBeUndefined();
});

test.each([
  '',
  'podshell=',
  'podshell=1.x',
  'podshell=99.x',
  'podshell=0.x',
  'podshell=1.Fe26.2**0*0*0*0**0*0',
  'x=1',
])('%j opens nothing', async (line) => {
  expect(await cookies.open('podshell', [line])).toBeUndefined();
});

describe('keys rotate', () => {
  test('an old key still opens, the new one seals', async () => {
    const old = shown(...(await sealedBy(OTHER).seal('a', 'kept')));
    const rotated = sealedBy(SECRET, OTHER);
    expect(await rotated.open('a', old)).toBe('kept');
    expect(await cookies.open('a', shown(...(await rotated.seal('a', 'new'))))).toBe('new');
  });

  test('a removed key opens nothing', async () => {
    expect(await cookies.open('a', shown(...(await sealedBy(OTHER).seal('a', 'x'))))).toBeUndefined();
  });
});

describe('attributes', () => {
  const attributesOf = async (secure: boolean, path: string) => {
    const [line = ''] = await new SealedCookies({ secrets: [SECRET], secure, path }).seal('podshell', 1);
    const [pair = '', ...attributes] = line.split('; ');
    return [pair.slice(0, pair.indexOf('=')), ...attributes];
  };

  test('behind TLS at the root, the name binds the cookie to this host', async () => {
    expect(await attributesOf(true, '/')).toEqual([
      '__Host-podshell',
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
      'Secure',
    ]);
  });

  test('below a base path, which such a name excludes, it binds it to TLS and to the path', async () => {
    expect(await attributesOf(true, '/tools')).toEqual([
      expect.stringMatching(/^__Secure-[\w-]{8}-podshell$/),
      'Path=/tools',
      'HttpOnly',
      'SameSite=Lax',
      'Secure',
    ]);
  });

  test('without TLS', async () => {
    expect(await attributesOf(false, '/')).toEqual(['podshell', 'Path=/', 'HttpOnly', 'SameSite=Lax']);
  });

  test('an age in seconds', async () => {
    const [line] = await cookies.seal('a', 1, [], 600.9);
    expect(line).toContain('; Max-Age=600');
  });
});

test('what was opened once opens again, and under its own name alone', async () => {
  const [line = ''] = shown(...(await cookies.seal('podshell', { user: 'alice' })));
  for (let time = 0; time < 2; time += 1) {
    expect(await cookies.open('podshell', [line])).toEqual({ user: 'alice' });
    expect(await cookies.open('begin', [line.replace('podshell=', 'begin=')])).toBeUndefined();
  }
});

test.each([true, false])(
  'nested base paths do not take each other’s cookies, even with one secret (TLS: %j)',
  async (secure) => {
    const paths = ['/', '/tools', '/tools/podshell'];
    const kept = paths.map((path) => new SealedCookies({ secrets: [SECRET], secure, path }));
    const set = await Promise.all(kept.map((cookies, index) => cookies.seal('podshell', paths[index])));
    for (const [index, path] of paths.entries()) {
      // Browsers send those of every path above, the longest path first.
      const sent = shown(
        ...set
          .slice(0, index + 1)
          .toReversed()
          .flat(),
      );
      expect(await kept[index]?.open('podshell', sent)).toBe(path);
      expect(kept[index]?.names(sent)).toContain('podshell');
      for (const [other, cookies] of kept.entries()) {
        if (other !== index)
          expect(await cookies.open('podshell', shown(...(set[index] ?? [])))).toBeUndefined();
      }
    }
  },
);
