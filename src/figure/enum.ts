import { builder } from '../builder.ts'

export const FigureQualifierRef = builder.enumType('FigureQualifier', {
  description: 'How exactly a source states a number.',
  values: {
    EXACT: { description: 'Exactly this number.' },
    ABOUT: { description: 'About this number: "some", "around", "estimated".' },
    MORE_THAN: { description: 'More than this number: "over".' },
    AT_LEAST: { description: 'This number or more: "at least".' },
    LESS_THAN: { description: 'Less than this number: "nearly", "under".' },
    AT_MOST: { description: 'This number or less: "up to", "no more than".' },
    RANGE: { description: 'From this number up to `upTo`: "between 10 and 20".' },
  } as const,
})
