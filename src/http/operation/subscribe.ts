import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql'
import type { Opening, SubscriptionEvent } from '../subscription.ts'

/** Opens the events of a subscription. Without an error, its result says nothing. */
export async function subscribe(args: ExecutionArgs, opening: Opening): Promise<ExecutionResult> {
  const events = await createSourceEventStream(args)
  if (!(Symbol.asyncIterator in events)) return { data: null, ...(events as ExecutionResult) }
  opening.opened(events as AsyncIterable<SubscriptionEvent>)
  return { data: null }
}
