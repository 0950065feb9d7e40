/** A version of at least two numbers ('15.8' is a full version of PostgreSQL, so '7.2' must pass too); after a name, of three ('alpine-3.19' moves). */
const versions = [/^(v|r|rel|release)?[-._]?\d+[-._]\d+/i, /[-._]v?\d+\.\d+\.\d+/i];

/** They say that the rest of a version is open: '1.2-latest', '1.2-SNAPSHOT', '1.0.x'. */
const moving = /(^|[-._])(latest|snapshot|nightly|edge|rolling|canary|dev|main|master|head|x)($|[-._])/i;

/** A date or number of a build, or a commit. They fix a tag that names a branch too, such as 'main-1a2b3c4'. */
const builds = [
  /(^|[-._a-z])\d{4}[-.]?\d{2}[-.]?\d{2}/i,
  /^v?\d{5,}$/i,
  /(^|[-._])(build|ci|job|pipeline|run)[-._]?\d+$/i,
  /(^|[-._])((git|sha|g)-?)?(?=[0-9a-f]*\d)[0-9a-f]{7,40}$/,
];

const matches = (patterns: readonly RegExp[], tag: string) => patterns.some((pattern) => pattern.test(tag));

/** Whether a tag names one version. Tags such as 'stable', 'alpine', '7' or '20-bookworm-slim' move. */
export const pins = (tag: string): boolean =>
  !/(^|[-._])latest($|[-._])/i.test(tag) && (matches(builds, tag) || (matches(versions, tag) && !moving.test(tag)));
