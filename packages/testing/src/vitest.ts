export { databaseSetup } from './database/database-setup.ts'
export { useTestDatabase } from './database/use-test-database.ts'
