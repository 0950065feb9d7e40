import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../../model';
import { dist } from '../write';

/** Whether files of dist differ from what the model renders to. */
export const unwritten = (model: Model, root: string): boolean =>
  Object.entries(dist([model])).some(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text);
