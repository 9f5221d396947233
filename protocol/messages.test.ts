import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXIT_CAUSES } from './end-codes.ts';
import {
  type ClientMessage,
  decodeClientMessage,
  decodeServerMessage,
  encodeMessage,
  MessageError,
  type ServerMessage,
} from './messages.ts';

const side = fc.integer({ min: 1, max: 65_535 });
const offset = fc.nat();
const text = fc.string({ unit: 'binary' });
/** Each character is a byte. */
const bytes = fc.uint8Array().map((values) => String.fromCharCode(...values));

const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record(
    {
      Op: fc.constant('bind' as const),
      SessionID: text,
      Cols: side,
      Rows: side,
      Ack: fc.boolean(),
      Offset: offset,
      Writer: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
      Turn: offset,
      Sizes: fc.boolean(),
      Lines: fc.integer({ min: 1, max: 100_000 }),
      Screen: fc.boolean(),
    },
    { requiredKeys: ['Op', 'SessionID'] },
  ),
  fc.record(
    { Op: fc.constant('bind' as const), ViewID: text, Ack: fc.boolean(), Offset: offset, Ping: fc.boolean() },
    { requiredKeys: ['Op', 'ViewID'] },
  ),
  fc.record(
    { Op: fc.constant('keyboard' as const), Watcher: text, Agree: fc.boolean() },
    { requiredKeys: ['Op', 'Agree'] },
  ),
  fc.record({ Op: fc.constant('stdin' as const), Data: text }),
  fc.record({ Op: fc.constant('stdin' as const), Data: bytes, Binary: fc.constant(true) }),
  fc.record({ Op: fc.constant('resize' as const), Cols: side, Rows: side }),
  fc.record({ Op: fc.constant('ack' as const), Offset: offset }),
  fc.record({ Op: fc.constant('close' as const) }),
  fc.record({ Op: fc.constant('screen' as const), Offset: offset, Data: text, Col: side, Row: side }),
);

const serverMessage: fc.Arbitrary<ServerMessage> = fc.oneof(
  fc.record(
    { Op: fc.constant('stdout' as const), Data: text, Offset: offset, Input: offset },
    { requiredKeys: ['Op', 'Data', 'Offset'] },
  ),
  fc.record({ Op: fc.constant('stdout' as const), Data: text, Offset: offset, Cols: side, Rows: side }),
  fc.record(
    {
      Op: fc.constant('bound' as const),
      SessionID: text,
      Offset: offset,
      Resumed: fc.boolean(),
      Container: text,
      Shell: text,
      ShellID: text,
      Input: offset,
      ReadOnly: fc.constant(true as const),
      Watched: fc.record({ Context: text, Namespace: text, Pod: text, Owner: text }),
      Recording: fc.constantFrom('strict' as const, 'best-effort' as const),
      Attached: fc.record({ Tty: fc.boolean(), Stdin: fc.boolean(), Debug: fc.boolean() }),
    },
    { requiredKeys: ['Op', 'SessionID', 'Offset', 'Resumed', 'Container', 'Shell'] },
  ),
  fc.record({ Op: fc.constant('reset' as const), Offset: offset }),
  fc.record({ Op: fc.constant('size' as const), Cols: side, Rows: side }),
  fc.record({ Op: fc.constant('screen' as const) }),
  fc.record(
    {
      Op: fc.constant('viewers' as const),
      Names: fc.array(text),
      Watchers: fc.array(
        fc.record({
          ID: text,
          Name: text,
          Keyboard: fc.constantFrom('none' as const, 'asked' as const, 'offered' as const, 'has' as const),
        }),
      ),
      You: text,
    },
    { requiredKeys: ['Op', 'Names', 'Watchers'] },
  ),
  fc.record(
    {
      Op: fc.constant('toast' as const),
      Data: text,
      Level: fc.constantFrom('info' as const, 'warning' as const, 'error' as const),
      Code: text,
      Seconds: offset,
    },
    { requiredKeys: ['Op', 'Data'] },
  ),
  fc.record(
    {
      Op: fc.constant('exit' as const),
      Code: fc.option(fc.integer()),
      Data: text,
      Cause: fc.constantFrom(...EXIT_CAUSES),
    },
    { requiredKeys: ['Op', 'Code', 'Data'] },
  ),
);

/** Plain objects, so that records without a prototype compare equal. */
function plain(message: object): object {
  return { ...message };
}

describe('round trips', () => {
  test('a client message decodes to itself', () => {
    fc.assert(
      fc.property(clientMessage, (message) => {
        expect(decodeClientMessage(encodeMessage(message))).toEqual(plain(message));
      }),
    );
  });

  test('a server message decodes to itself', () => {
    fc.assert(
      fc.property(serverMessage, (message) => {
        expect(decodeServerMessage(encodeMessage(message))).toEqual(plain(message));
      }),
    );
  });
});

describe('binary input', () => {
  test.each([
    ['{"Op":"stdin","Data":"\\u0000\\u00ff","Binary":true}', { Op: 'stdin', Data: '\0\xff', Binary: true }],
    ['{"Op":"stdin","Data":"\\u0100","Binary":true}', { Op: 'stdin', Data: '\u0100' }],
    ['{"Op":"stdin","Data":"a","Binary":false}', { Op: 'stdin', Data: 'a' }],
    ['{"Op":"stdin","Data":"a","Binary":"true"}', { Op: 'stdin', Data: 'a' }],
  ])('%s', (sent, message) => {
    expect(decodeClientMessage(sent)).toEqual(message);
  });
});

describe('what is not a message', () => {
  const decoders = { client: decodeClientMessage, server: decodeServerMessage };

  test.each(Object.entries(decoders))('the %s decoder throws its own error only', (_name, decode) => {
    const almost = fc.record({ Op: fc.oneof(text, fc.jsonValue()) }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(text, fc.json(), almost), (input) => {
        try {
          decode(input);
        } catch (error) {
          expect(error).toBeInstanceOf(MessageError);
        }
      }),
    );
  });

  test.each([
    ['text that is not JSON', 'ls\r', 'Message is not JSON'],
    ['an array', '[]', 'Message is not a JSON object'],
    ['null', 'null', 'Message is not a JSON object'],
    ['no Op', '{}', 'Message has no Op'],
    ['an unknown Op', '{"Op":"eval"}', 'Unknown Op "eval"'],
    ['a size of 0', '{"Op":"resize","Cols":0,"Rows":24}', 'Cols is not a whole number from 1 to 65535'],
    [
      'a size of 70000',
      '{"Op":"resize","Cols":80,"Rows":70000}',
      'Rows is not a whole number from 1 to 65535',
    ],
    ['a broken size', '{"Op":"resize","Cols":80.5,"Rows":24}', 'Cols is not a whole number from 1 to 65535'],
    ['stdin without data', '{"Op":"stdin"}', 'Data is not a text'],
    ['a bind without an id', '{"Op":"bind"}', 'SessionID is not a text'],
    ['a negative ack', '{"Op":"ack","Offset":-1}', 'Offset is not a whole number from 0'],
  ])('%s is refused', (_name, input, message) => {
    expect(() => decodeClientMessage(input)).toThrow(new MessageError(message));
  });

  test('fields beyond the contract that hold something else are ignored like unknown ones', () => {
    const bind = { Op: 'bind', SessionID: 'a' };
    for (const Writer of [7, '', 'x'.repeat(65), null]) {
      expect(decodeClientMessage(JSON.stringify({ ...bind, Writer, Sizes: 'yes' }))).toEqual(bind);
    }
    for (const Lines of [0, -1, 1.5, '9', null, 100_001]) {
      expect(decodeClientMessage(JSON.stringify({ ...bind, Lines }))).toEqual(bind);
    }
    const stdout = { Op: 'stdout', Data: 'a', Offset: 1 };
    for (const extras of [{ Input: -1 }, { Cols: 80 }, { Cols: 80, Rows: 0 }, { Input: 'x', Rows: 24 }]) {
      expect(decodeServerMessage(JSON.stringify({ ...stdout, ...extras }))).toEqual(stdout);
    }
  });

  test('unknown fields are ignored', () => {
    expect(decodeClientMessage('{"Op":"stdin","Data":"a","Rows":24,"Cols":80,"New":{}}')).toEqual({
      Op: 'stdin',
      Data: 'a',
    });
  });
});
