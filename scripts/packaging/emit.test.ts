import { expect, test } from 'vitest';
import { withoutAliases } from './emit.ts';

test('aliases become relative paths to JavaScript', () => {
  const text = `import { a } from '#server/config/a.ts';\nconst b = await import("#protocol/b.ts");\nimport './c.js';`;
  expect(withoutAliases(text, 'server/http/x.js')).toBe(
    `import { a } from '../config/a.js';\nconst b = await import("../../protocol/b.js");\nimport './c.js';`,
  );
  expect(withoutAliases(`from '#server/c.mjs'`, 'cli/a.js')).toBe(`from '../server/c.mjs'`);
  expect(withoutAliases(`from '#server/b.ts'`, 'server/a.js')).toBe(`from './b.js'`);
});
