/** One event of a subscription. */
export interface SubscriptionEvent {
  /** From which a follower goes on, when the stream was broken off. */
  readonly id: string
}

/** How a request subscribes: it gets the events, and is run once for each of them. */
export interface Opening {
  /** Aborts when nobody wants the events any more. */
  readonly signal: AbortSignal
  /** The id of the last event that the caller has, from an earlier stream. */
  readonly lastEventId: string | undefined
  opened(events: AsyncIterable<SubscriptionEvent>): void
}
