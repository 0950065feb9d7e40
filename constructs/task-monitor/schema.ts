import {
  type ApplicationWiring,
  applicationEntries,
  type Connection,
  catalogueImage,
  type Data,
  described,
  type Filled,
  object,
  optional,
  secretKey,
  unchecked,
} from '../kubernetes';
import { images } from './images';

const { egress: _, ...entries } = applicationEntries;

const dataEntries = {
  ...entries,
  images: optional(described('Images.', object({ flower: catalogueImage('Flower.', images.flower) })), {}),
};

/** The data of an environment for a task monitor. */
export const taskMonitorData = object(dataEntries);

export const taskMonitorProps = object({
  ...dataEntries,
  connections: unchecked<readonly Connection[]>(),
  password: optional(secretKey("Password of the user `flower`, which the browser asks for. @default secret('<id>')")),
});

type OfCode = 'connections';

/** Props of a task monitor. */
export type TaskMonitorProps = Omit<Data<typeof taskMonitorProps>, OfCode> & Required<Pick<ApplicationWiring, OfCode>>;

/** The same with the defaults filled in. */
export type FilledProps = Omit<Filled<typeof taskMonitorProps>, OfCode> & Required<Pick<ApplicationWiring, OfCode>>;
