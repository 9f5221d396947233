/** The settings of recordings. */

import { list, oneOf, type SettingSpec, text, wholeNumber } from '../setting.ts';
import type { RecordingSettings } from '../settings.ts';
import { isBech32 } from './bech32.ts';
import { isSigningKey, readRecordPlace } from './record-mode.ts';
import { RECORD_MODES } from './record-modes.ts';

const AGE_RECIPIENT = /^age1[a-z0-9]{20,3000}$/;
const AGE_IDENTITY = /^AGE-SECRET-KEY-(PQ-)?1[A-Z0-9]{20,3000}$/gm;

/** As `age-keygen` writes it: lines that are identities, and others that are not. */
function isIdentity(text: string): boolean {
  const identities = text.match(AGE_IDENTITY) ?? [];
  return identities.length > 0 && identities.every(isBech32);
}

function patterns(what: string) {
  return {
    ...list(
      (pattern) => pattern.length <= 253 && !/\s/.test(pattern),
      `a comma list of ${what}, where * stands for any characters`,
    ),
    fallback: ['*'],
    unit: 'comma list',
  };
}

export const RECORDING_SETTINGS: {
  readonly [Key in keyof RecordingSettings]: SettingSpec<RecordingSettings[Key]>;
} = {
  record: {
    env: 'PODSHELL_RECORD',
    ...oneOf(RECORD_MODES),
    fallback: 'off',
    unit: '',
    meaning:
      'Whether shells are [recorded](docs/recording.md): what they print, never what is typed. `best-effort`: a store that fails never touches a shell; what is missing is counted and marked. `strict`: without a store no shell opens, and a store that fails ends its shells within 5 s.',
  },
  recordNamespaces: {
    env: 'PODSHELL_RECORD_NAMESPACES',
    ...patterns('namespaces such as prod-*'),
    meaning:
      'Namespaces whose shells are recorded. A shell is recorded where its namespace, context and group all match.',
  },
  recordContexts: {
    env: 'PODSHELL_RECORD_CONTEXTS',
    ...patterns('contexts such as prod-*'),
    meaning: 'Contexts whose shells are recorded.',
  },
  recordGroups: {
    env: 'PODSHELL_RECORD_GROUPS',
    ...patterns('groups such as contractors*'),
    meaning:
      'Groups whose shells are recorded, as the sign-in names them. `*` is everybody, with or without a group. Users whose sign-in left groups out are always recorded.',
  },
  recordTo: {
    env: 'PODSHELL_RECORD_TO',
    ...text((place) => readRecordPlace(place) !== undefined, 'an absolute path, or s3://bucket/prefix'),
    fallback: '',
    unit: '',
    meaning:
      'Where recordings are kept: a directory, or S3 and its like (endpoint and keys by the usual `AWS_*` variables). Needed unless `PODSHELL_RECORD` is `off`.',
  },
  recordKey: {
    env: 'PODSHELL_RECORD_KEY',
    ...text(isSigningKey, 'an Ed25519 private key, PKCS#8 in PEM'),
    isSecret: true,
    fallback: '',
    unit: 'PEM',
    meaning:
      'Ed25519 private key that signs the end of each recording, as `openssl genpkey -algorithm ed25519` makes it. Empty: recordings are not signed.',
  },
  recordRecipients: {
    env: 'PODSHELL_RECORD_RECIPIENTS',
    ...list(
      (recipient) => AGE_RECIPIENT.test(recipient) && isBech32(recipient),
      'a comma list of age recipients such as age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
    ),
    fallback: [],
    unit: 'comma list',
    meaning:
      'age recipients (public keys) that recordings are encrypted for before they leave the machine. Empty: they are not encrypted.',
  },
  recordIdentity: {
    env: 'PODSHELL_RECORD_IDENTITY',
    ...text(isIdentity, 'an age identity, AGE-SECRET-KEY-1...'),
    isSecret: true,
    fallback: '',
    unit: '',
    meaning:
      'age identity (private key) of one of the recipients, with which Podshell can replay encrypted recordings. Empty: those can only be downloaded.',
  },
  recordKeepDays: {
    env: 'PODSHELL_RECORD_KEEP_DAYS',
    ...wholeNumber(0, 36_500),
    fallback: 0,
    unit: 'days',
    meaning: 'Days after which Podshell deletes a recording. 0: it keeps them for ever.',
  },
  recordSpoolBytes: {
    env: 'PODSHELL_RECORD_SPOOL_BYTES',
    ...wholeNumber(1_048_576, 1_099_511_627_776),
    fallback: 1_073_741_824,
    unit: 'bytes',
    meaning:
      'Disk space for recordings that the store does not have yet, in the state directory. It survives a crash. Full: `best-effort` loses output, and `strict` ends the shell.',
  },
  recordReaders: {
    env: 'PODSHELL_RECORD_READERS',
    ...list((group) => group.length <= 253, 'a comma list of groups'),
    fallback: [],
    unit: 'comma list',
    meaning: "Groups that may read everybody's recordings. Everybody may read their own.",
  },
};
