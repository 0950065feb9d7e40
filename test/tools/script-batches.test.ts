import { batches } from '../../tools/script-batches';

describe('the batches of scripts', () => {
  it('are one for each folder, so that scripts find each other', () => {
    const scripts = ['a/2.sh', 'a/1.sh', 'b/1.sh'].map((path) => ({ path, folder: path.slice(0, 1), text: '#!/bin/sh\n' }));
    expect(batches(scripts)).toEqual([
      { folder: 'a', shell: 'sh', files: ['a/1.sh', 'a/2.sh'] },
      { folder: 'b', shell: 'sh', files: ['b/1.sh'] },
    ]);
  });

  it.each([
    ['#!/usr/bin/env bash\n', 'bash'],
    ['#!/bin/bash -eu\n', 'bash'],
    ['#!/bin/sh\n# not bash\n', 'sh'],
    ['# sourced, so it has no first line of its own\n', 'sh'],
  ])('take the shell from the first line: %j means %s', (text, shell) => {
    expect(batches([{ path: 'a', folder: '.', text }])).toEqual([{ folder: '.', shell, files: ['a'] }]);
  });
});
