/** A shell through the bare relay, which passes exec frames on unchanged. */

import { WebSocket } from 'ws';
import { ChannelTerminal } from './channel-terminal.ts';

export class RelayTerminal extends ChannelTerminal {
  /** Wait for output before typing: the relay buffers nothing for an exec that is not open yet. */
  constructor(port: number) {
    super(new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false }), 'The relay');
  }
}
