/** Runs before each file of tests. */

import { vi } from 'vitest';
import { makePatient } from './patient-waits.ts';

makePatient(vi);
