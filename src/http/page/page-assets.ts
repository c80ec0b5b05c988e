import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Asset, asset } from './asset.ts'

const folder = path.join(import.meta.dirname, 'client')

/** The style and the scripts of all pages but the playground. */
export interface PageAssets {
  readonly style: Asset
  /** The script with the name of its file. */
  script(name: string): Asset
  /** All of them by their addresses. */
  readonly files: ReadonlyMap<string, Asset>
}

let assets: PageAssets | undefined

/** Reads the assets once. The style is all files of `client/style`, in the order of their names. */
export function pageAssets(): PageAssets {
  assets ??= readPageAssets()
  return assets
}

function readPageAssets(): PageAssets {
  const style = asset(
    'dossier.css',
    filesOf('style')
      .map(([, text]) => text)
      .join('\n'),
  )
  const scripts = new Map(filesOf('script').map(([name, text]) => [name, asset(name, text)]))
  return {
    style,
    script(name) {
      const found = scripts.get(name)
      if (found === undefined) throw new Error(`There is no script "${name}".`)
      return found
    },
    files: new Map([style, ...scripts.values()].map((one) => [one.address, one])),
  }
}

function filesOf(kind: 'style' | 'script'): [name: string, text: string][] {
  const names = readdirSync(path.join(folder, kind)).sort()
  return names.map((name) => [name, readFileSync(path.join(folder, kind, name), 'utf8')])
}
