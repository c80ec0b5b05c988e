import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter'

// PostGraphile over the same tables, as its documentation sets it up for production.
const instance = postgraphile({
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ['public'],
      // Connections stay while others have their turn: pg closes idle ones after ten seconds by itself.
      poolConfig: { min: 10, max: 10, idleTimeoutMillis: 0 },
    }),
  ],
  grafserv: { watch: false, graphiql: false, graphqlPath: '/graphql' },
  grafast: { explain: false },
})
const server = createServer()
await instance.createServ(grafserv).addTo(server)
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', async () => {
  server.closeAllConnections()
  server.close()
  await instance.release()
  // Its pool would keep the process as long as its connections.
  process.exit()
})
