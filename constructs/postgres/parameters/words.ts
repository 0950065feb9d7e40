// Text parameters whose words PostgreSQL checks at start; pg_settings reports them as plain strings.

/** Names of encodings and their aliases, as pg_char_to_encoding() reads them; without mule_internal, into which UTF8 cannot be converted. */
const encodings = new Set([
  ...['abc', 'alt', 'big5', 'euccn', 'eucjis2004', 'eucjp', 'euckr', 'euctw', 'gb18030', 'gbk', 'johab', 'koi8', 'koi8r', 'koi8u', 'mskanji'],
  ...['shiftjis', 'shiftjis2004', 'sjis', 'sqlascii', 'tcvn', 'tcvn5712', 'uhc', 'unicode', 'utf8', 'vscii', 'win'],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => `latin${number}`),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16].map((number) => `iso8859${number}`),
  ...[866, 874, 932, 936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].flatMap((page) => [`win${page}`, `windows${page}`]),
]);

const encoding = {
  accepts: (value: string) => encodings.has(value.toLowerCase().replace(/[^a-z0-9]/g, '')),
  remedy: "it must be an encoding such as 'UTF8'",
};

/** A zone of POSIX, with its offset to UTC: `KST-9`, `<+09>-9`. */
const posixZone = /^([A-Za-z]{3,}|<[-+A-Za-z0-9]{3,}>)[-+]?[0-9]{1,2}(:[0-9]{2}){0,2}([A-Za-z<].*)?$/;

function isZone(value: string): boolean {
  if (posixZone.test(value)) return true;
  try {
    return /^[A-Za-z]/.test(value) && new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

const zoneRemedy = "it must be a time zone such as 'UTC' or 'Asia/Seoul'";
const hours = /^[-+]?[0-9]+(\.[0-9]+)?$/;

const destinations = ['stderr', 'csvlog', 'jsonlog', 'syslog'];

/** Each word sets the style or the order, and neither may be set to two values. */
const dateWords: readonly (readonly [RegExp, string])[] = [
  [/^iso$/, 'style iso'],
  [/^sql$/, 'style sql'],
  [/^postgres/, 'style postgres'],
  [/^german$/, 'style german'],
  [/^ymd$/, 'order ymd'],
  [/^(dmy|euro.*)$/, 'order dmy'],
  [/^(mdy|us|noneuro.*)$/, 'order mdy'],
  [/^default$/, 'default'],
];

function isDateStyle(value: string): boolean {
  const settings = itemsOf(value).map((item) => dateWords.find(([pattern]) => pattern.test(item))?.[1]);
  const styles = new Set(settings.filter((setting) => setting?.startsWith('style')));
  const orders = new Set(settings.filter((setting) => setting?.startsWith('order')));
  return !settings.includes(undefined) && styles.size <= 1 && orders.size <= 1;
}

/** The items of a list in a parameter, in lower case. */
const itemsOf = (value: string): string[] =>
  value.trim() === ''
    ? []
    : value
        .toLowerCase()
        .split(',')
        .map((item) => item.trim());

interface Words {
  readonly accepts: (value: string) => boolean;
  readonly remedy: string;
}

/** By lower-case name. */
const words: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['client_encoding', encoding],
  ['datestyle', { accepts: isDateStyle, remedy: "it must be a style and an order, such as 'ISO, DMY'" }],
  [
    'log_destination',
    { accepts: (value) => itemsOf(value).every((item) => destinations.includes(item)), remedy: `it must be a list of ${destinations.join(', ')}` },
  ],
  ['log_timezone', { accepts: isZone, remedy: zoneRemedy }],
  ['timezone', { accepts: (value) => hours.test(value) || isZone(value), remedy: zoneRemedy }],
]);

/** What a valid value is, if the parameter takes only certain words and this is none of them. */
export function remedyOfWords(name: string, value: unknown): string | undefined {
  const rule = words.get(name.toLowerCase());
  return rule === undefined || rule.accepts(String(value)) ? undefined : rule.remedy;
}
