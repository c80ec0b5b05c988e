import type { FieldValues } from '../model/kind.ts'
import { type ImageType, imagesOf } from './image.ts'
import type { Reader } from './meaning.ts'

export interface Image {
  readonly id: number
  readonly key: string
  readonly content: FieldValues
}

/** What the graph says of these things. */
export async function readImages(reader: Reader, type: ImageType, ids: readonly number[]): Promise<Image[]> {
  return await reader.$queryRawUnsafe<Image[]>(imagesOf(type, 'select unnest($1::int[])'), ids)
}
