// What the clients' program and the rows agree on.

/** For each shard a hash tag whose slot lies in the middle of its third of the slots, by the name of the loop that uses it. */
export const hashTags: Readonly<Record<string, string>> = { 'shard 1': '21418', 'shard 2': '42163', 'shard 3': '16418' };

/** Keys that expire: how many, and after how many seconds; sessions' 30 minutes and the blacklist's 7 days, made short. */
export const expiring = {
  sessions: { keys: 300, seconds: 5 },
  blacklist: { keys: 300, seconds: 20 },
} as const;
