import { DossierError } from '../errors.ts'

/**
 * The canonical form of a language tag.
 *
 * @throws DossierError BAD_USER_INPUT when `language` is not a BCP 47 tag such as "en" or "pt-BR".
 */
export function checkLanguage(language: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(language)
    if (canonical) return canonical
  } catch {
    // The error below says so.
  }
  throw new DossierError('BAD_USER_INPUT', `"${language}" is not a language tag; "en" or "pt-BR" would be.`)
}
