import { registerHooks } from 'node:module'

/** A tag of Relay, with the name of what it defines. */
const tag = /graphql`\s*(?:query|fragment) (\w+)[^`]*`/g

function withArtifacts(source: string): string {
  const names = Array.from(source.matchAll(tag), ([, name]) => name)
  const imports = names.map((name) => `import ${name} from './__generated__/${name}.graphql.ts';`)
  return imports.join('') + source.replace(tag, '$1')
}

// Does in plain Node what Relay's plugin for Babel, SWC or Vite does in a bundler: a tag becomes the artifact that the
// compiler wrote for it, and artifacts find each other without an extension.
registerHooks({
  resolve(specifier, context, next) {
    return next(specifier.endsWith('.graphql') ? `${specifier}.ts` : specifier, context)
  },
  load(url, context, next) {
    const loaded = next(url, context)
    if (!/\/relay\/[\w-]+\.ts$/.test(url) || !loaded.source) return loaded
    const text = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
    return { ...loaded, source: withArtifacts(text) }
  },
})
