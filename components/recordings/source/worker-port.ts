/** What a page and the worker that reads its recording say to each other. All of it is plain data. */

import type { Failure } from '#components/failures/read-failure.ts';
import type { Segment, SegmentWish } from '../player/replay.ts';
import type { Found } from './output-search.ts';
import type { Reading } from './recording-reader.ts';

export type PageMessage =
  | { readonly kind: 'open'; readonly id: string; readonly isLive: boolean }
  /** `call` names the answer. */
  | { readonly kind: 'segment'; readonly call: number; readonly wish: SegmentWish }
  /** Ends the search before it. '' looks for nothing. */
  | { readonly kind: 'search'; readonly call: number; readonly text: string };

export type WorkerMessage =
  | { readonly kind: 'reading'; readonly reading: Reading }
  /** The file cannot be read, or not to its end. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Undefined: it cannot be read. */
  | { readonly kind: 'segment'; readonly call: number; readonly segment: Segment | undefined }
  | {
      readonly kind: 'found';
      readonly call: number;
      readonly found: readonly Found[];
      readonly state: 'searching' | 'whole' | 'too-many' | 'failed';
    };
