/** In a text of lower case, letters of both cases. */
const anyCase = (text: string): string => text.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

const any = '[-._A-Za-z0-9]*';
const after = (end: string) => `(${any}${end})?`;
const before = (start: string) => `(${start}${any})?`;
const date = '[0-9]{4}[-.]?[0-9]{2}[-.]?[0-9]{2}';

/** Patterns of whole tags, without their anchors. RE2 can match them too, so a chart has the same. */
export const tagPatterns = {
  latest: `${after('[-._]')}${anyCase('latest')}${before('[-._]')}`,
  /** A version of at least two numbers ('15.8' is a full version of PostgreSQL, so '7.2' must pass too); after a name, of three ('alpine-3.19' moves). */
  versions: [`(${anyCase('v|r|rel|release')})?[-._]?[0-9]+[-._][0-9]+${any}`, `${any}[-._][vV]?[0-9]+\\.[0-9]+\\.[0-9]+${any}`],
  /** They say that the rest of a version is open: '1.2-latest', '1.2-SNAPSHOT', '1.0.x'. */
  moving: `${after('[-._]')}(${anyCase('latest|snapshot|nightly|edge|rolling|canary|dev|main|master|head|x')})${before('[-._]')}`,
  /** A date or number of a build. They fix a tag that names a branch too, such as 'main-20240501'. */
  builds: [`${after('[-._A-Za-z]')}${date}${any}`, '[vV]?[0-9]{5,}', `${after('[-._]')}(${anyCase('build|ci|job|pipeline|run')})[-._]?[0-9]+`],
  /** A commit, such as in 'main-1a2b3c4'; it also has a digit, because 'feedback' and 'deadbeef' may be words. */
  commit: `${after('[-._]')}((git|sha|g)-?)?[0-9a-f]{7,40}`,
  commitDigit: `${any}[0-9][0-9a-f]*`,
} as const;

const matching = (...sources: readonly string[]) => {
  const patterns = sources.map((source) => new RegExp(`^${source}$`));
  return (tag: string): boolean => patterns.some((pattern) => pattern.test(tag));
};
const isLatest = matching(tagPatterns.latest);
const isVersion = matching(...tagPatterns.versions);
const isMoving = matching(tagPatterns.moving);
const isBuild = matching(...tagPatterns.builds);
const isCommit = matching(tagPatterns.commit);
const hasCommitDigit = matching(tagPatterns.commitDigit);

/** Whether a tag names one version. Tags such as 'stable', 'alpine', '7' or '20-bookworm-slim' move. */
export const pins = (tag: string): boolean =>
  !isLatest(tag) && (isBuild(tag) || (isCommit(tag) && hasCommitDigit(tag)) || (isVersion(tag) && !isMoving(tag)));
