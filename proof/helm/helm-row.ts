import type { Measurement } from '../measurement';
import type { PlatformContext, PlatformRow } from '../platform-row';
import type { ComponentDescription } from '../row-description';
import { helmVersion, program } from './release';

/** What a row of a chart says about itself. */
export type Told = Pick<PlatformRow, 'title' | 'causes' | 'promise'> & { readonly name: string };

/** A row that runs helm. */
export const helmRow = (
  subject: ComponentDescription,
  { name, ...told }: Told,
  run: (context: PlatformContext) => Promise<Measurement>,
): PlatformRow => ({
  component: subject,
  fullName: `${subject.name}/${name}`,
  ...told,
  programs: [program],
  async run(context) {
    context.uses(await helmVersion());
    return run(context);
  },
});
