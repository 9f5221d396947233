/** How the states of a terminal look, wherever they are shown. */

import {
  CircleCheck,
  CircleStop,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  MessageCircleQuestionMark,
  RefreshCw,
  TriangleAlert,
} from 'lucide-react';
import type { ShownState } from '../../connection/connection-state.ts';

export interface StateLook {
  readonly icon: LucideIcon;
  /** Class of the icon: what moves is under way. */
  readonly motion: string;
  /** Class of the text's colour. */
  readonly ink: string;
  /** Class of a soft background for that text. */
  readonly ground: string;
}

export const STATE_LOOKS: Readonly<Record<ShownState, StateLook>> = {
  // Without motion: a shell opens within a few frames, which would all be spent on it. The strip moves once it takes longer.
  connecting: { icon: LoaderCircle, motion: '', ink: 'text-info-text', ground: 'bg-info-soft' },
  ready: { icon: CircleCheck, motion: '', ink: 'text-good-text', ground: 'bg-good-soft' },
  reconnecting: { icon: RefreshCw, motion: 'animate-spin', ink: 'text-warn-text', ground: 'bg-warn-soft' },
  exited: { icon: CircleStop, motion: '', ink: 'text-idle-text', ground: 'bg-idle-soft' },
  asking: { icon: MessageCircleQuestionMark, motion: '', ink: 'text-accent-text', ground: 'bg-accent-soft' },
  failed: { icon: CircleX, motion: '', ink: 'text-bad-text', ground: 'bg-bad-soft' },
};

/** Connected, but nothing answers. */
export const QUIET_LOOK: StateLook = {
  icon: TriangleAlert,
  motion: '',
  ink: 'text-warn-text',
  ground: 'bg-warn-soft',
};
