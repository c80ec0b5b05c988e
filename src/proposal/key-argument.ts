/** How the commands of proposals take one. */
export const keyArgument = [
  '<key>',
  'the key of the proposal, at least its first 6 digits, or its id in the API',
] as const
