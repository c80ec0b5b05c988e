import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'

// Values as a person would write them: in block style, short things on one line, long texts folded, and quotes where
// YAML 1.1 or 1.2 would read something else than the text.

/** What is written as it is, such as a number in plain digits: it needs no quotes, and a number would lose digits. */
export class Verbatim {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A text that always has quotes, because others of its kind look like numbers, or because it had them before. */
export class Quoted {
  readonly text: string
  readonly type: typeof Scalar.QUOTE_DOUBLE | typeof Scalar.QUOTE_SINGLE

  constructor(text: string, type: Quoted['type'] = Scalar.QUOTE_DOUBLE) {
    this.text = text
    this.type = type
  }
}

/** What a file says at some place. Fields that are undefined are left out. */
export type Plain = string | Verbatim | Quoted | readonly Plain[] | { readonly [field: string]: Plain | undefined }

/** The longest line of text that is written on purpose. */
const width = 120

/** The longest line that holds a whole record, such as a piece of evidence: they are easier to compare line by line. */
const recordWidth = 150

const verbatim = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value: unknown) => value instanceof Verbatim,
  stringify: ({ value }: { readonly value?: unknown }) => (value as Verbatim).text,
  resolve: (text: string) => new Verbatim(text),
}

function render(node: Node, lineWidth: number): string {
  const document = new Document(node, { compat: 'yaml-1.1', customTags: (tags) => [verbatim, ...tags] })
  return document.toString({ lineWidth, flowCollectionPadding: false }).trimEnd()
}

/** In one line, as it stands within brackets. */
export function flowText(value: Plain): string {
  const list = new YAMLSeq()
  list.flow = true
  list.items.push(flowNode(value))
  return render(list, 0).slice(1, -1)
}

/** A field in one line, as it stands within braces. */
export function flowField(name: string, value: Plain): string {
  return flowText({ [name]: value }).slice(1, -1)
}

/** A field on lines of its own, the first without its indentation, which the others have. */
export function blockField(name: string, value: Plain, indent: number): string {
  const map = new YAMLMap()
  map.items.push(blockPair(name, value, indent))
  return indented(render(map, width - indent), indent)
}

/**
 * An item of a list with its dash, on lines of its own: the first without its indentation. A `whole` one, such as that of a
 * section, has a line for each of its fields.
 */
export function blockItem(value: Plain, indent: number, whole = true): string {
  const list = new YAMLSeq()
  list.items.push(itemNode(value, indent, whole))
  return indented(render(list, width - indent), indent)
}

function indented(text: string, indent: number): string {
  return text.replaceAll(/\n(?!\n)/g, `\n${' '.repeat(indent)}`)
}

function blockMap(fields: { readonly [field: string]: Plain | undefined }, indent: number): YAMLMap {
  const map = new YAMLMap()
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) map.items.push(blockPair(name, value, indent))
  }
  return map
}

function blockPair(name: string, value: Plain, indent: number): Pair<Node, Node> {
  const room = width - indent - name.length - 2
  return new Pair<Node, Node>(new Scalar(name), valueNode(value, indent, room))
}

function valueNode(value: Plain, indent: number, room: number): Node {
  if (isText(value)) return scalar(value, room)
  // A list of small records has a line for each of them.
  const isFlat = isList(value) ? value.every(isText) : true
  if (isFlat && flowText(value).length <= room) return oneLine(value)
  if (!isList(value)) return blockMap(value as { readonly [field: string]: Plain }, indent + 2)
  const list = new YAMLSeq()
  for (const item of value) list.items.push(itemNode(item, indent + 2))
  return list
}

function itemNode(value: Plain, indent: number, whole = false): Node {
  if (isText(value)) return scalar(value, width - indent - 2)
  if (!whole && flowText(value).length <= recordWidth - indent - 2) return oneLine(value)
  return isList(value)
    ? valueNode(value, indent, 0)
    : blockMap(value as { readonly [field: string]: Plain }, indent + 2)
}

/** Within the library, brackets break where texts fold. */
function oneLine(value: Plain): Scalar {
  return new Scalar(new Verbatim(flowText(value)))
}

function flowNode(value: Plain): Node {
  if (isText(value)) return scalar(value, Number.POSITIVE_INFINITY)
  if (isList(value)) {
    const list = new YAMLSeq()
    list.flow = true
    list.items.push(...value.map(flowNode))
    return list
  }
  const map = new YAMLMap()
  map.flow = true
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== undefined) map.items.push(new Pair(new Scalar(name), flowNode(inner as Plain)))
  }
  return map
}

function scalar(value: string | Verbatim | Quoted, room: number): Scalar {
  if (value instanceof Verbatim) return new Scalar(value)
  const text = value instanceof Quoted ? value.text : value
  const node = new Scalar(text)
  if (value instanceof Quoted) node.type = value.type
  else if (isEmptyValue(text)) node.type = Scalar.QUOTE_DOUBLE
  else if (text.length + 2 > room && text.includes(' ')) node.type = Scalar.BLOCK_FOLDED
  return node
}

/** Texts that our reader takes for no value when they have no quotes, whatever the capitals. */
function isEmptyValue(text: string): boolean {
  return /^(?:~|null|)$/iu.test(text)
}

function isText(value: Plain): value is string | Verbatim | Quoted {
  return typeof value === 'string' || value instanceof Verbatim || value instanceof Quoted
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}
