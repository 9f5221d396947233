import { expect, test } from 'vitest';
import { outputFileName } from './output-file.ts';

const at = new Date(2026, 0, 5, 7, 8, 9);

test('the file name has place and time', () => {
  expect(outputFileName('web-0', 'nginx', at)).toBe('web-0_nginx_2026-01-05T070809.txt');
  expect(outputFileName('web-0', '', at)).toBe('web-0_2026-01-05T070809.txt');
});

test('the file name is valid on every file system', () => {
  expect(outputFileName('a.b-c', 'd', at)).toMatch(/^[\w.-]+$/);
});
