/** The field `clientMutationId` of every input: see src/access/repetition.ts. */
export const sentId = {
  description:
    'An id that the caller makes up, such as a UUID. If the same mutation is sent again with it within a day, nothing is done and the first result comes back.',
} as const

/** The same field of every payload. */
export const returnedId = { nullable: true, description: 'The `clientMutationId` of the input.' } as const
