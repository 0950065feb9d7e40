interface File {
  readonly name: string;
  readonly text: string;
}

/** Files of a Helm chart that describe it, and change nothing that runs. */
const description = /(^|\/)(README\.md|NOTES\.txt|\.helmignore|values\.schema\.json)$/;

const isValues = (name: string): boolean => /(^|\/)values[^/]*\.yaml$/.test(name);

/** What the files of a component say about what runs: without descriptions of a chart, and without the comments of its values. */
export const withoutDescriptions = (files: readonly File[]): File[] =>
  files
    .filter(({ name }) => !description.test(name))
    .map(({ name, text }) => ({ name, text: isValues(name) ? text.replace(/^ *#.*\n/gm, '') : text }));
