/** What the Makefile passes to an everyday command. */
export interface Options {
  /** PLATFORM. @default the first platform */
  readonly platform?: string;
  /** ENVIRONMENT. */
  readonly environment?: string;
  /** CONTEXT: the current context, named by a user who means it. */
  readonly context?: string;
  /** YES: remove without asking. */
  readonly confirmed: boolean;
}

const known = ['PLATFORM', 'ENVIRONMENT', 'CONTEXT', 'YES'];

/** Reads arguments of the form NAME=value; an empty value counts as not given. */
export function optionsOf(args: readonly string[]): Options {
  const given = new Map<string, string>();
  for (const arg of args) {
    const [, name = '', value = ''] = /^([A-Z]+)=(.*)$/.exec(arg) ?? [];
    if (!known.includes(name)) throw new Error(`argument '${arg}': it must be one of ${known.map((each) => `${each}=value`).join(', ')}`);
    if (value.trim() !== '') given.set(name, value.trim());
  }
  const yes = given.get('YES');
  if (yes !== undefined && yes !== '1') throw new Error(`YES is '${yes}'; it must be 1, or not set: then the command asks`);
  return {
    platform: given.get('PLATFORM'),
    environment: given.get('ENVIRONMENT'),
    context: given.get('CONTEXT'),
    confirmed: yes === '1',
  };
}

interface Named {
  readonly name: string;
  readonly environments: readonly string[];
}

/** The platform that PLATFORM names, or the first one. */
export function platformOf<P extends Named>(platforms: readonly P[], { platform }: Pick<Options, 'platform'>): P {
  const found = platform === undefined ? platforms[0] : platforms.find(({ name }) => name === platform);
  if (!found) throw new Error(`PLATFORM is '${platform}'; it must be one of ${platforms.map(({ name }) => name).join(', ')}`);
  return found;
}

/** An environment of the platform. */
export function environmentOf({ name, environments }: Named, environment: string): string {
  if (environments.includes(environment)) return environment;
  throw new Error(`ENVIRONMENT is '${environment}'; ${name} has ${environments.join(', ')}`);
}

/** Refuses environments other than dev, which delivery pipelines apply and nobody removes. */
export function requireDev(command: string, { environment = 'dev' }: Pick<Options, 'environment'>): void {
  if (environment === 'dev') return;
  throw new Error(`ENVIRONMENT is '${environment}'; make ${command} is for dev only: Argo CD applies the other environments, see README.md`);
}
