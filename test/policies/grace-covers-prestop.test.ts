import { graceCoversPreStop } from '../../policies/grace-covers-prestop';
import { changed, lines, model } from './fixture';

const shop = (preStop: object, terminationGracePeriodSeconds?: number) =>
  changed('Deployment/shop', ({ spec }) => {
    spec.template.spec.terminationGracePeriodSeconds = terminationGracePeriodSeconds;
    spec.template.spec.containers[0].lifecycle = { preStop };
  });

describe('grace-covers-prestop', () => {
  it('passes containers without a hook, and hooks that leave the program 5 s', () => {
    expect(lines(graceCoversPreStop, model())).toEqual([]);
    expect(lines(graceCoversPreStop, shop({ exec: { command: ['/bin/sh', '/etc/stop.sh', '40'] } }, 45))).toEqual([]);
    expect(lines(graceCoversPreStop, shop({ sleep: { seconds: 25 } }))).toEqual([]);
  });

  it.each([
    ['a command', { exec: { command: ['/bin/sh', '/etc/stop.sh', '40'] } }],
    ['a sleep', { sleep: { seconds: 40 } }],
  ])('fails when the grace period does not cover %s', (_, preStop) => {
    expect(lines(graceCoversPreStop, shop(preStop, 44))).toEqual([
      'shopfds/production 20-shop.yaml Deployment/shop container shop | preStop may take 40 s, and terminationGracePeriodSeconds is 44 | raise it to at least 45: the program needs 5 s after the hook',
    ]);
  });

  it('fails when the default grace period of 30 s does not cover the hook', () => {
    expect(lines(graceCoversPreStop, shop({ sleep: { seconds: 26 } }))).toEqual([
      expect.stringContaining('preStop may take 26 s, and terminationGracePeriodSeconds is 30'),
    ]);
  });

  it.each([
    ['a command does not end in a number', { exec: { command: ['/bin/sh', '/etc/stop.sh'] } }],
    ['a command ends in a fraction', { exec: { command: ['/bin/sleep', '2.5'] } }],
    ['the hook requests a URL', { httpGet: { path: '/stop', port: 8000 } }],
  ])('fails when %s: its duration is unknown', (_, preStop) => {
    expect(lines(graceCoversPreStop, shop(preStop, 600))).toEqual([
      expect.stringMatching(/container shop \| preStop .* has no time limit in whole seconds \| use preStop\(seconds, ...command\)/),
    ]);
  });
});
