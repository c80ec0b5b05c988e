import { builder } from '../builder.ts'

export const FigureQualifierRef = builder.enumType('FigureQualifier', {
  description: 'How exactly a source states a number.',
  values: {
    EXACT: { description: 'Exactly this number.' },
    ABOUT: { description: 'About this number: "some", "around", "estimated".' },
    MORE_THAN: { description: 'More than this number: "over".' },
    LESS_THAN: { description: 'Less than this number: "nearly", "under".' },
  } as const,
})
