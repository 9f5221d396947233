import {
  Bug,
  CircleStop,
  CloudOff,
  Gauge,
  KeyRound,
  type LucideIcon,
  MessageCircleQuestionMark,
  SearchX,
  ShieldX,
  Unplug,
} from 'lucide-react';
import { FAILURES, type FailureIconName, knownCode } from './failure-codes.ts';

const ICONS: Readonly<Record<FailureIconName, LucideIcon>> = {
  access: ShieldX,
  'sign-in': KeyRound,
  missing: SearchX,
  cluster: CloudOff,
  network: Unplug,
  stopped: CircleStop,
  limit: Gauge,
  question: MessageCircleQuestionMark,
  fault: Bug,
};

/** The picture of a failure. */
export function failureIcon(code: string): LucideIcon {
  return ICONS[FAILURES[knownCode(code)].icon];
}
