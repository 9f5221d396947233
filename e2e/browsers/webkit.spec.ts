import { testCoreJobs } from './support/core-jobs.ts';
import { findWebKit, startWebKit } from './support/webkit.ts';

testCoreJobs({
  name: 'WebKitGTK',
  program: findWebKit(),
  packages: 'webkit2gtk-driver xvfb',
  start: startWebKit,
});
