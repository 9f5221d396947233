/** The body of `POST /api/pods/{namespace}/{pod}/debug`. Apart, since pages do not load the library that checks it. */

import { z } from 'zod';
import { DEBUG_PROFILES } from './debug.ts';

export const debugRequestSchema = z.object({
  /** One of those that the server allows; its first one by default. */
  image: z.string().min(1).max(1024).optional(),
  /** The container whose processes it sees. '': none. By default the pod's default container, if that runs. */
  target: z.string().max(253).optional(),
  profile: z.enum(DEBUG_PROFILES).optional(),
  /** Debugs a copy of the pod instead of the pod itself, as `kubectl debug --copy-to`. `target` does not count then. */
  copy: z.boolean().optional(),
  /**
   * Of a copy: the container that gets a shell in place of its program, and keeps its image unless `image` is given. By
   * default the copy has one container more.
   */
  replace: z.string().min(1).max(253).optional(),
  /** Of a copy: it runs on the node of the pod. */
  sameNode: z.boolean().optional(),
  context: z.string().min(1).optional(),
});
export type DebugRequest = z.infer<typeof debugRequestSchema>;
