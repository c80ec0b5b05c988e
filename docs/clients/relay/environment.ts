import {
  Environment,
  type GraphQLResponse,
  Network,
  RecordSource,
  type RequestParameters,
  Store,
  type Variables,
} from 'relay-runtime'
import type { Problem } from '../problem.ts'

/** An answer without data; `problems` says why. */
export class RequestFailed extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'))
    this.problems = problems
  }
}

/** An environment on a server. `trusted`: the server knows the documents that the compiler wrote, by their hashes. */
export function createEnvironment(url: string, { trusted = false } = {}): Environment {
  const fetchAnswer = async ({ id, text }: RequestParameters, variables: Variables): Promise<GraphQLResponse> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(trusted ? { documentId: id, variables } : { query: text, variables }),
    })
    const answer = await response.json()
    // Relay wants data or a reason: where a part could be answered, each field knows its own error.
    if (!answer.data) throw new RequestFailed(answer.errors ?? [])
    return answer
  }
  return new Environment({ network: Network.create(fetchAnswer), store: new Store(new RecordSource()) })
}
