import { Sandbox } from './sandbox';

/** The filters of our scripts. */
const script = `
printf %s '{"items": [{"metadata": {"name": "db-0"}}, {"metadata": {"name": "db-1"}}]}' |
  jq -r --arg me db-1 '.items[].metadata | select(.name != $me) | "\\(.name) is not \\($me)"'
printf %s '{"pause": true}' | jq -S --slurpfile given given.json '$given[0] + {pause}'
jq --compact-output '{b: ., a: "ä"}' given.json
printf '1\\n[2]' | jq -s --compact-output .
printf %s '{}' | jq '.items[] | empty'
printf %s '{"ttl"' | jq . || echo failed
jq --compact-output . missing.json || echo failed
echo 1 | jq --seq . || echo failed
`;

describe('the jq of the tests', () => {
  it('supports the options of jq that our scripts use, and refuses others', () => {
    const sandbox = new Sandbox()
      .jqFromNpm()
      .file('given.json', '{"ttl": 30, "loop_wait": 10}')
      .file('etc/ballast/test.sh', `cd "$TMPDIR"\n${script}`);
    const { output, errors } = sandbox.run('test.sh');
    sandbox.remove();
    expect(output).toEqual([
      'db-0 is not db-1',
      ...['{', '  "loop_wait": 10,', '  "pause": true,', '  "ttl": 30', '}'],
      '{"b":{"ttl":30,"loop_wait":10},"a":"ä"}',
      '[1,[2]]',
      ...['failed', 'failed', 'failed'],
    ]);
    expect(errors).toMatch(/Cannot iterate over null.*parse error.*missing\.json.*does not know --seq/s);
  });
});
