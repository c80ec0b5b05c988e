import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { HttpResponse } from '../message.ts'

/** A file of the editor: its address changes with its content, so browsers keep it for good. */
interface Asset {
  readonly address: string
  readonly response: HttpResponse
}

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

function asset(name: string, body: string): Asset {
  const digest = hash('sha256', body, 'base64url')
  const { name: base, ext } = path.parse(name)
  const headers = {
    'content-type': `${ext === '.css' ? 'text/css' : 'text/javascript'}; charset=utf-8`,
    'cache-control': 'public, max-age=31536000, immutable',
  }
  return { address: `/assets/${base}.${digest.slice(0, 16)}${ext}`, response: { status: 200, headers, body, digest } }
}
