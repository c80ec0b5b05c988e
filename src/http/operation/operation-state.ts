import type { ExecutionResult, OperationDefinitionNode } from 'graphql'
import type { Ask } from '../message.ts'
import type { Params } from '../request/parameters.ts'
import type { Cost } from './cost.ts'

/** One GraphQL request and what becomes known of it on its way. */
export interface Exchange {
  readonly ask: Ask
  params?: Params
  operation?: OperationDefinitionNode
  cost?: Cost
  /** SQL texts that were sent for it. */
  statements?: readonly string[]
  result?: ExecutionResult
}
