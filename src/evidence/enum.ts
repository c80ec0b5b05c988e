import { builder } from '../builder.ts'

export const EvidenceStatusRef = builder.enumType('EvidenceStatus', {
  description: 'The results of checking a piece of evidence against the text of its document.',
  values: {
    FOUND: {
      description: 'Exactly one sentence of the paragraph holds the anchor, and it is the sentence that was meant.',
    },
    AMBIGUOUS: { description: 'More than one sentence of the paragraph fits: the evidence does not say which.' },
    ORPHANED: { description: 'No sentence of the paragraph fits: the text has changed or the evidence is wrong.' },
    NOT_LOADED: { description: 'The text of the document is not in the graph, so nothing could be checked.' },
  } as const,
})
