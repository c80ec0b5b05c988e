/** The ways in which two entities can be connected, in the order in which steps and paths prefer them. */
export const pathVias = ['FACT', 'ABOUT', 'TOPIC', 'PART_OF', 'BROADER'] as const

export type PathVia = (typeof pathVias)[number]
