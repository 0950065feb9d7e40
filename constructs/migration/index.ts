export { Migration } from './migration';
export { type MigrationProps, migrationData } from './schema';
