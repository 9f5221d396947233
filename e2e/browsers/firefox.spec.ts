import { testCoreJobs } from './support/core-jobs.ts';
import { findFirefox, startFirefox } from './support/firefox.ts';

testCoreJobs({ name: 'Firefox', program: findFirefox(), packages: 'firefox-esr', start: startFirefox });
