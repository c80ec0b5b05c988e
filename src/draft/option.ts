/** Options that several commands of drafts have. */

export const datasetOption = [
  '-d, --dataset <folder>',
  'the folder of the dataset that it is for; it need not be there yet',
] as const

export const graphOption = ['--graph', 'know the entities and the facts of the graph, too'] as const

export const textOption = [
  '-t, --text <file>',
  'the text that the draft was made of; for X.draft.json the file X, if not given',
] as const

export const languageOption = ['--language <tag>', 'the language of the text (BCP 47); "en", if not given'] as const

export const slugOption = [
  '--slug <slug>',
  'the slug of the document; the one that the dataset has, or its title, if not given',
] as const
