import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Asset, asset } from './asset.ts'

const names = [
  'graphiql.css',
  'graphiql.js',
  'editor.js',
  'json.js',
  'graphql.js',
  'playground.css',
  'playground.js',
] as const

/** The style and the script of GraphiQL, the workers of its editor, and what we add to them. */
export type EditorAssets = Readonly<Record<(typeof names)[number], Asset>>

/** Reads the assets: nine megabytes, which programs never ask for. */
export async function readEditorAssets(): Promise<EditorAssets> {
  const ours = (name: string) => readFile(path.join(import.meta.dirname, 'client', name), 'utf8')
  const { js, css, editorWorkerService, jsonWorker, graphqlWorker } = await import(
    '@graphql-yoga/render-graphiql/graphiql'
  )
  return {
    'graphiql.css': asset('graphiql.css', css),
    'graphiql.js': asset('graphiql.js', js),
    'editor.js': asset('editor.js', editorWorkerService),
    'json.js': asset('json.js', jsonWorker),
    'graphql.js': asset('graphql.js', graphqlWorker),
    'playground.css': asset('playground.css', await ours('playground.css')),
    'playground.js': asset('playground.js', await ours('playground.js')),
  }
}
