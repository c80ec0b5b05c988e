import {
  CamelCasePlugin,
  type PluginTransformQueryArgs,
  PostgresDialect,
  PostgresQueryCompiler,
  type RootOperationNode,
} from 'kysely'

/** Kysely's own translation, which it keeps to its plugin. */
class Names extends CamelCasePlugin {
  inSnakeCase(name: string): string {
    return this.snakeCase(name)
  }
}

const names = new Names()

class SnakeCaseCompiler extends PostgresQueryCompiler {
  protected override sanitizeIdentifier(name: string): string {
    return super.sanitizeIdentifier(names.inSnakeCase(name))
  }
}

/**
 * Names in camel case become snake case while a statement is written. CamelCasePlugin copies each statement for that,
 * which takes twice as long as writing it.
 */
export class SnakeCaseDialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new SnakeCaseCompiler()
  }
}

/** The other half of CamelCasePlugin: the columns of results become camel case. */
export class CamelCaseResults extends CamelCasePlugin {
  override transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node
  }
}
