import { databaseSetup } from './database/database-setup.ts'

export default databaseSetup()
