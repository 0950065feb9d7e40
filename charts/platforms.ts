import type { Platform } from '../constructs/kubernetes';
import { shopfds } from './shopfds';

/** All platforms in dist. */
export const platforms: readonly Platform[] = [shopfds];
