// Folders must not need each other. A run of its own, without tests: a test may import what its folder may not.

import imports from './.dependency-cruiser.mjs';

export default {
  forbidden: [
    {
      name: 'no-folder-cycles',
      severity: 'error',
      comment: 'Two folders that need each other cannot be understood, or moved, one at a time.',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    ...imports.options,
    exclude: {
      path: [
        ...imports.options.exclude.path,
        '\\.(test|spec)\\.tsx?$',
        '/testing/',
        '/test-server/',
        '^node_modules/',
      ],
    },
  },
};
