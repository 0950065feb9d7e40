/** At least two numbers ('15.8' is a full version of PostgreSQL, so '7.2' must pass too), a build number or date, or a commit. */
const pinned = [
  /^(v|r|rel|release)?[-._]?\d+[-._]\d+/i,
  /(^|[-._a-z])\d{4}[-.]?\d{2}[-.]?\d{2}/i,
  /^(v|build-?)?\d{5,}$/i,
  /^(?=.*\d)((git|sha)-?)?[0-9a-f]{7,40}$/,
];

/** Whether a tag names one version. Tags such as 'stable', 'alpine', '7' or '20-bookworm-slim' move. */
export const pins = (tag: string): boolean => pinned.some((pattern) => pattern.test(tag));
