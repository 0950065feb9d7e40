// Constants that the client program and the rows share.

/** A hash tag for each shard, whose slot is in the middle of that third of the slots, by the name of the loop that uses it. */
export const hashTags: Readonly<Record<string, string>> = { 'shard 1': '21418', 'shard 2': '42163', 'shard 3': '16418' };

/** Keys that expire: their number, and their lifetime in seconds, which shortens the sessions' 30 minutes and the blacklist's 7 days. */
export const expiring = {
  sessions: { keys: 300, seconds: 5 },
  blacklist: { keys: 300, seconds: 20 },
} as const;
