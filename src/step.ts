import { channel, tracingChannel } from 'node:diagnostics_channel'

// The steps of answering a request, told on channels of node:diagnostics_channel. src/trace listens there, if an operator
// wants traces; while nobody listens, a step costs a look whether anybody does.

/** A request over HTTP. Its `result` is the response. */
export interface RequestStep {
  readonly request: { readonly id: string; readonly method: string; header(name: string): string | undefined }
  /** The path as the program knows it, such as "/docs/*"; undefined: there is no such address. */
  readonly route: string | undefined
  result?: { readonly status: number }
}

export const requestStep = tracingChannel<RequestStep, unknown>('dossier:request')

/** A look into the cache of answers. Its `result` tells what was found. */
export interface LookupStep {
  result?: { readonly found: unknown }
}

export const lookupStep = tracingChannel<LookupStep, unknown>('dossier:lookup')

/** Reading the text of a document. */
export const parseStep = tracingChannel<object, unknown>('dossier:parse')

/** Checking a document against the schema. */
export const validateStep = tracingChannel<object, unknown>('dossier:validate')

/** The execution of an operation. */
export const executeStep = tracingChannel<object, unknown>('dossier:execute')

/** An SQL statement. */
export interface StatementStep {
  /** With the values that the program itself writes into a statement, which may follow from those of callers. */
  readonly text: string
  readonly database: string | undefined
  readonly host: string
  readonly port: number
}

export const statementStep = tracingChannel<StatementStep, unknown>('dossier:statement')

/** What became of an operation. */
export interface OperationStep {
  readonly line: {
    readonly operation: string | undefined
    readonly kind: string | undefined
    readonly cost: number | undefined
  }
  readonly outcome: string
}

export const operationEnd = channel('dossier:operation-end')
