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

export const CheckSubjectRef = builder.enumType('CheckSubject', {
  description: 'What of a fact is looked for word for word.',
  values: {
    QUOTATION: { description: 'Words that the fact quotes.' },
    CITATION: { description: 'A citation number that the sentence should carry.' },
    NUMBER: { description: 'An amount. A text may write it in digits or in words: 14, fourteen, 1.8 billion.' },
    NAME: { description: 'The name of somebody or something; any of its names will do.' },
    DATE: { description: 'A date, as EDTF. A text may write it in any usual way, or say it more exactly.' },
  } as const,
})

export const CheckStatusRef = builder.enumType('CheckStatus', {
  description: 'The results of looking for something in the sentences of a fact.',
  values: {
    CONFIRMED: {
      description: 'A sentence says it. Whether the sentence is true, and well understood, is not checked.',
    },
    NOT_CONFIRMED: { description: 'No sentence says it; the fact may give a reason in `answer`.' },
    NOT_LOADED: { description: 'A text that may say it is not in the graph, so nothing could be checked.' },
  } as const,
})
