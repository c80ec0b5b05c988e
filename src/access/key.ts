import { hash, randomBytes } from 'node:crypto'

/** A new key. Whoever has it acts with its role, so it is shown once and never stored. */
export interface NewKey {
  /** The part that may be shown and logged. */
  readonly keyId: string
  /** "dossier_", the id, "_" and 256 random bits. */
  readonly key: string
  readonly digest: string
}

/** Scanners that look for secrets in texts can find keys by this form. */
const form = /^dossier_[0-9a-f]{12}_[\w-]{43}$/

export function makeKey(): NewKey {
  const keyId = randomBytes(6).toString('hex')
  const key = `dossier_${keyId}_${randomBytes(32).toString('base64url')}`
  return { keyId, key, digest: keyDigest(key) }
}

/** Whether a text has the form of a key. It says nothing of whether the key exists. */
export function isKey(text: string): boolean {
  return form.test(text)
}

/**
 * What is stored of a key. A plain hash is enough, because nobody can try out 256 random bits; and keys are looked up by
 * it, so the time that this takes tells nothing of the secret.
 */
export function keyDigest(key: string): string {
  return hash('sha256', key, 'base64url')
}
