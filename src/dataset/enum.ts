import { builder } from '../builder.ts'

export const DatasetManagerRef = builder.enumType('DatasetManager', {
  description: 'What changes a dataset.',
  values: {
    FILES: { description: 'Loading its files. A proposal becomes a patch of them.' },
    GRAPH: { description: 'Proposals that are accepted. `dataset export` writes it as files.' },
  } as const,
})
