export { createTestDatabase, type TestDatabase } from './create-test-database.ts'
export { startTestServer, type TestServer, type TestServerAddress } from './test-server.ts'
