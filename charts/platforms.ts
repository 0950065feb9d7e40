import type { Platform } from '../constructs/kubernetes';
import { shopfds } from './shopfds';

/** Every platform that dist holds. */
export const platforms: readonly Platform[] = [shopfds];
