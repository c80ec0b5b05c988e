import {
  defaultFieldResolver,
  defaultTypeResolver,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  locatedError,
  responsePathAsArray,
} from 'graphql'
import { inspect } from 'graphql/jsutils/inspect.js'
import { Errors } from './errors.ts'
import { Finished, finishedAt } from './finished.ts'
import { Info, type Operands, type Path } from './info.ts'
import { isPromise, type MaybePromise, settled } from './maybe-promise.ts'
import type { FieldPlan } from './plan.ts'
import { checkRuntimeType } from './runtime-type.ts'
import type { TypePlan } from './type-plan.ts'

export type ResultObject = Record<string, unknown>

type Plans = readonly FieldPlan[]

/**
 * One execution of an operation, as the GraphQL specification and GraphQL's own executor have it: the same values, the
 * same errors at the same places. It is faster because everything that depends on the document alone is planned once.
 */
export class Execution {
  readonly errors = new Errors()
  readonly #operands: Operands

  constructor(operands: Operands) {
    this.#operands = operands
  }

  /** The fields of an object, side by side. */
  fields(plans: Plans, source: unknown, path: Path | undefined): MaybePromise<ResultObject> {
    const result: ResultObject = {}
    let isPending = false
    try {
      for (const plan of plans) {
        const value = this.#field(plan, source, path)
        put(result, plan.key, value)
        if (isPromise(value)) isPending = true
      }
    } catch (error) {
      if (!isPending) throw error
      // The promises of other fields may reject, too, and somebody has to notice.
      return settled(result).finally(() => {
        throw error
      })
    }
    return isPending ? settled(result) : result
  }

  /** The fields of a mutation, one after the other. */
  async fieldsInTurn(plans: Plans, source: unknown): Promise<ResultObject> {
    const result: ResultObject = {}
    for (const plan of plans) put(result, plan.key, await this.#field(plan, source, undefined))
    return result
  }

  #field(plan: FieldPlan, source: unknown, parent: Path | undefined): unknown {
    const { contextValue, variables } = this.#operands
    const { field, type } = plan
    const finished = finishedAt(source, plan.place)
    if (finished !== undefined) return finished
    const info = new Info(plan, parent, this.#operands)
    try {
      const args = plan.argumentsFor(variables)
      const found: unknown = (field.resolve ?? defaultFieldResolver)(source, args, contextValue, info)
      const completed = isPromise(found)
        ? found.then((value) => this.#complete(type, info, undefined, value))
        : this.#complete(type, info, undefined, found)
      if (!isPromise(completed)) return completed
      return completed.then(undefined, (error: unknown) => this.#fail(error, type, info, info.path))
    } catch (error) {
      return this.#fail(error, type, info, info.path)
    }
  }

  /** Nothing where the type allows that; else the error goes on to the field around it. */
  #fail(error: unknown, type: TypePlan, info: Info, path: Path): null {
    const located = locatedError(error, info.fieldNodes as never, responsePathAsArray(path))
    if (type.isNonNull) throw located
    this.errors.add(located, path)
    return null
  }

  /** Completes a value at `path`, or at the field's own. */
  #complete(type: TypePlan, info: Info, path: Path | undefined, value: unknown): unknown {
    if (value instanceof Error) throw value
    const completed = value == null ? null : this.#completeValue(type, info, path, value)
    if (completed === null && type.isNonNull) {
      throw new Error(`Cannot return null for non-nullable field ${info.parentType.name}.${info.fieldName}.`)
    }
    return completed
  }

  #completeValue(type: TypePlan, info: Info, path: Path | undefined, value: unknown): unknown {
    if (value instanceof Finished) return value.json
    switch (type.kind) {
      case 'leaf':
        return serialized(type.type, value)
      case 'list':
        return this.#completeList(type.item, info, path ?? info.path, value)
      case 'object':
        return this.#completeObject(type.type, info, path, value)
      case 'abstract': {
        const resolveType = type.type.resolveType ?? defaultTypeResolver
        const named: unknown = resolveType(value, this.#operands.contextValue, info, type.type)
        if (isPromise(named)) {
          return named.then((name) =>
            this.#completeObject(checkRuntimeType(name, type.type, info, value), info, path, value),
          )
        }
        return this.#completeObject(checkRuntimeType(named, type.type, info, value), info, path, value)
      }
    }
  }

  #completeList(item: TypePlan, info: Info, path: Path, value: unknown): unknown {
    if (typeof value !== 'object' || typeof (value as Iterable<unknown>)[Symbol.iterator] !== 'function') {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${info.parentType.name}.${info.fieldName}".`,
      )
    }
    let isPending = false
    const completed: unknown[] = []
    try {
      for (const each of value as Iterable<unknown>) {
        const done = this.#completeItem(item, info, { prev: path, key: completed.length, typename: undefined }, each)
        if (isPromise(done)) isPending = true
        completed.push(done)
      }
    } catch (error) {
      // Nobody waits for the items before it any more, and they may reject.
      for (const one of completed) if (isPromise(one)) one.catch(() => undefined)
      throw error
    }
    return isPending ? Promise.all(completed) : completed
  }

  #completeItem(item: TypePlan, info: Info, place: Path, value: unknown): unknown {
    try {
      const done = isPromise(value)
        ? value.then((resolved) => this.#complete(item, info, place, resolved))
        : this.#complete(item, info, place, value)
      return isPromise(done) ? done.catch((error: unknown) => this.#fail(error, item, info, place)) : done
    } catch (error) {
      return this.#fail(error, item, info, place)
    }
  }

  #completeObject(type: GraphQLObjectType, info: Info, path: Path | undefined, value: unknown): unknown {
    const fields = () => this.fields(info.plan.selections(type), value, path ?? info.path)
    if (!type.isTypeOf) return fields()
    const isOne: unknown = type.isTypeOf(value, this.#operands.contextValue, info)
    if (isPromise(isOne)) {
      return isOne.then((resolved) => {
        if (!resolved) throw notOfType(type, value, info)
        return fields()
      })
    }
    if (!isOne) throw notOfType(type, value, info)
    return fields()
  }
}

/** A key may be `__proto__`, which must not become the prototype. */
function put(result: ResultObject, key: string, value: unknown): void {
  if (key !== '__proto__') result[key] = value
  else Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true })
}

function serialized(type: GraphQLLeafType, value: unknown): unknown {
  const written: unknown = type.serialize(value)
  if (written != null) return written
  throw new Error(
    `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(written)}`,
  )
}

function notOfType(type: GraphQLObjectType, value: unknown, info: Info): GraphQLError {
  return new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
    nodes: info.fieldNodes,
  })
}
