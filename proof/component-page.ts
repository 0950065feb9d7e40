import { everything } from './manifests';
import type { ClusterUnderTest, RowResult } from './results';
import { type ComponentDescription, cell, countsOf, isStale, measured, type Section, shortName } from './row-description';

/** The path of a component's page. */
export const pathOf = ({ name }: Pick<ComponentDescription, 'name'>): string => `docs/proof/${name.replaceAll('/', '-')}.md`;

type Ran = readonly { readonly name: string; readonly result: RowResult }[];

/** The page of a component: its rows with their faults, notes, cluster, images and changes. */
export function componentPage(section: Section): string {
  const { component, hash } = section;
  const ran: Ran = section.rows.flatMap(({ row, result }) => (result ? [{ name: shortName(row), result }] : []));
  const now = hash ? `Current manifests: \`${hash}\`.` : `${component.folder ?? 'dist'} contains no manifests of it now.`;
  const parts = [
    `<!-- Ballast renders this page from proof/results. Run make proof to change it. -->\n# Proof of ${component.name}`,
    `${component.id === everything ? 'Everything' : component.id} of ${component.platform} (${component.environment}). ${component.introduction}\n\n${conventions}\n\n${now}`,
    counted(section),
    table(section),
    list(
      '## Notes',
      ran.flatMap(({ name, result }) => (result.notes ?? []).map((note) => `\`${name}\`: ${note}`)),
    ),
    list(
      '## Clusters\n\nFigures of different clusters are not comparable. Compare only figures of one run.',
      collect(ran, ({ cluster }) => [describe(cluster)]).map(([facts, names]) => `${facts}${names ? `: ${names}` : ''}`),
    ),
    list('## Images', images(ran)),
    list(
      `## Changes for the cluster\n\nEverything else ran as it is in ${component.folder ?? 'dist'}.`,
      collect(ran, ({ changes }) => changes).map(([text, names]) => `${text}${names ? ` (${names})` : ''}`),
    ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function counted(section: Section): string {
  const { rows, ...states } = countsOf(section);
  const parts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  return `**${rows} rows: ${parts.join(', ')}.**`;
}

const conventions = `[proof.md](../proof.md) explains outages, repetitions and stale rows. If the column *Stand-ins* names an image, the published image did not run here. An image with
the same program took its name; *Images* lists the version of that program. Its users, paths and entry points may differ from those of the published image.`;

const list = (heading: string, items: readonly string[]): string =>
  items.length > 0 ? [heading, '', ...items.map((item) => `- ${item}`)].join('\n') : '';

function table(section: Section): string {
  const lines = section.rows.map(({ row, result }) => {
    const cells = result
      ? [
          measured(result),
          result.passed ? 'yes' : '**no**',
          isStale(result, section) ? `**stale** (${result.manifests})` : 'current',
          standIns(result),
          result.cluster.monitorGrace,
        ]
      : ['', '**not run**', '', '', ''];
    return `| ${row.title}<br>\`${shortName(row)}\` | ${[row.causes, row.promise.text, ...cells].map(cell).join(' | ')} |`;
  });
  return ['| Row | Fault | Promise | Measured | Passed | Manifests | Stand-ins | Node grace |', '|---|---|---|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

const standIns = (result: RowResult): string => {
  const names = new Set(result.images.filter((image) => image.standIn !== undefined).map((image) => programOf(image.image)));
  return names.size > 0 ? [...names].join(', ') : 'none';
};

/** `ghcr.io/zalando/spilo-18:4.1-p2` is spilo-18. */
const programOf = (image: string): string => (image.split('/').at(-1) ?? image).replace(/[:@].*$/, '');

const describe = (facts: ClusterUnderTest): string =>
  `Kubernetes ${facts.kubernetes}, ${facts.nodes}, kernel ${facts.kernel}, ${facts.runtime}, node-monitor grace ${facts.monitorGrace}, nodes stopped by ${[facts.adapter, ...(facts.programs ?? [])].join(', ')}`;

function images(ran: Ran): string[] {
  const facts = ran.flatMap(({ result }) =>
    result.images.map(({ image, standIn }) => `\`${image}\`${standIn === undefined ? '' : `: a stand-in with ${standIn}`}`),
  );
  return [...new Set(facts)].sort();
}

/** Texts of results in the order of their first appearance, each with its rows; without rows if all have it. */
function collect(ran: Ran, textsOf: (result: RowResult) => readonly string[]): [text: string, names: string][] {
  const texts = new Set(ran.flatMap(({ result }) => textsOf(result)));
  return [...texts].map((text) => {
    const names = ran.filter(({ result }) => textsOf(result).includes(text)).map(({ name }) => `\`${name}\``);
    return [text, names.length === ran.length ? '' : names.join(', ')];
  });
}
