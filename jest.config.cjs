module.exports = {
  testEnvironment: 'node',
  maxWorkers: '100%', // on two cores Jest would leave one idle
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
